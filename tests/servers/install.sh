#!/bin/sh
# Installs the servers and readers (scans, old Word files) that tests need from Debian's packages, where they are missing
# and root or sudo is there.
# Does nothing, at once, where all is present. Never fails: tests whose server is missing are skipped and say so.
PATH="$PATH:/usr/sbin:/sbin"
missing=""
[ -x /usr/lib/dovecot/imap ] && command -v dovecot >/dev/null 2>&1 || missing="$missing dovecot-imapd"
[ -x /usr/lib/dovecot/lmtp ] || missing="$missing dovecot-lmtpd"
command -v tesseract >/dev/null 2>&1 || missing="$missing tesseract-ocr tesseract-ocr-ara tesseract-ocr-fra"
command -v catdoc >/dev/null 2>&1 || missing="$missing catdoc"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v clamd >/dev/null 2>&1 || missing="$missing clamav-daemon"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "test servers: cannot install$missing (no apt-get here); tests that need them are skipped"
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "test servers: cannot install$missing (neither root nor sudo); tests that need them are skipped"
    exit 0
fi
# RUNLEVEL=1: Debian is not to start a system-wide Dovecot; tests start their own
log=$(mktemp)
if { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $missing; } </dev/null >"$log" 2>&1; then
    echo "test servers: installed$missing"
else
    echo "test servers: apt-get could not install$missing ($(tail -n 1 "$log")); tests that need them are skipped"
fi
rm -f "$log"
exit 0
