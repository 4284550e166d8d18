# One image's life: created, filled, read back, compared and deleted; and nothing without a token.
#   SMOKE_URL          the image service, without /v2
#   SMOKE_ISSUER       the token issuer
#   SMOKE_CREDENTIALS  a directory with the files client-id and client-secret; or SMOKE_TOKEN, a token
set -eu

work=$(mktemp -d)
image=
finish() {
    [ -z "$image" ] || call -o /dev/null -X DELETE "$SMOKE_URL/v2/images/$image" || true
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

# The token is in a file: what is on a command line can be seen by others.
call() {
    curl -sS --max-time 60 -H "@$work/header" "$@"
}

expect() {
    [ "$2" = "$1" ] || fail "$3 answered $2, not $1"
}

status=$(curl -sS --max-time 60 -o /dev/null -w '%{http_code}' "$SMOKE_URL/v2/images")
expect 401 "$status" "a list without a token"

if [ -z "${SMOKE_TOKEN:-}" ]; then
    SMOKE_TOKEN=$(curl -sS --max-time 60 -d grant_type=client_credentials \
        --data-urlencode "client_id@$SMOKE_CREDENTIALS/client-id" --data-urlencode "client_secret@$SMOKE_CREDENTIALS/client-secret" \
        "$SMOKE_ISSUER/protocol/openid-connect/token" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
    [ -n "$SMOKE_TOKEN" ] || fail "the issuer gave no token"
fi
(umask 077 && printf 'X-Auth-Token: %s\n' "$SMOKE_TOKEN" >"$work/header")

head -c 1048576 /dev/urandom >"$work/disk"
image=$(call -H 'Content-Type: application/json' -d '{"name": "smoke test", "disk_format": "raw", "container_format": "bare"}' \
    "$SMOKE_URL/v2/images" | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
[ -n "$image" ] || fail "the image could not be created"

status=$(call -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$work/disk" "$SMOKE_URL/v2/images/$image/file")
expect 204 "$status" "the upload"

call -o "$work/back" "$SMOKE_URL/v2/images/$image/file"
[ "$(sha256sum <"$work/disk")" = "$(sha256sum <"$work/back")" ] || fail "other bytes came back"

status=$(call -o /dev/null -w '%{http_code}' -X DELETE "$SMOKE_URL/v2/images/$image")
expect 204 "$status" "the deletion"
deleted=$image image=
status=$(call -o /dev/null -w '%{http_code}' "$SMOKE_URL/v2/images/$deleted")
expect 404 "$status" "the deleted image"
echo "ok"
