"""Mail in (IMAP) and mail out (SMTP): thin edges that say whether a failure is transient or permanent."""
