"""The configuration of the Dovecot for tests: what makes it run without root, under one folder, at once."""

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {name}
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = {host}
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
auth_failure_delay = 0
auth_cache_size = 0
mail_max_userip_connections = 100
default_vsz_limit = 0
service anvil {{
  chroot =
  # without it every failed login makes later ones wait 2-16 s
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  user = {user}
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  user = {user}
}}
service auth {{
  user = {user}
}}
service auth-worker {{
  user = {user}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    address = {host}
    port = {lmtp}
  }}
}}
service stats {{
  chroot =
}}
ssl = yes
ssl_cert = <{folder}/tls/chain.pem
ssl_key = <{folder}/tls/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.ext
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {folder}/users
  result_failure = continue
}}
# any other user, so that each test can have a fresh account
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
mail_location = maildir:~/Maildir
mailbox_list_index = yes
namespace inbox {{
  inbox = yes
  separator = /
}}
protocol lmtp {{
  auth_username_format = %Lu
  postmaster_address = postmaster@example.org
}}
"""
