#!/bin/sh
# Sends a disk image in chunks and goes on after every break.
#   OS_IMAGE_URL and OS_AUTH_TOKEN as "./vitrine env USER" prints them
#   resumable-upload.sh FILE [--name NAME] [--disk-format FORMAT] [--container-format FORMAT] [--store STORE]
set -eu

file=${1:?which file?}
shift
name=$(basename "$file") disk=raw container=bare store=
while [ $# -gt 0 ]; do
    case $1 in
    --name) name=$2 ;;
    --disk-format) disk=$2 ;;
    --container-format) container=$2 ;;
    --store) store=$2 ;;
    *) echo "Unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
chunk=$((64 * 1024 * 1024))
length=$(stat -c %s "$file")
body=$(mktemp) answer=$(mktemp)
trap 'rm -f "$body" "$answer"' EXIT

call() {
    curl -sS -H "X-Auth-Token: $OS_AUTH_TOKEN" -H 'Tus-Resumable: 1.0.0' "$@"
}

header() {
    tr -d '\r' | sed -n "s/^$1: //Ip"
}

image=$(printf '{"name": "%s", "disk_format": "%s", "container_format": "%s"}' "$name" "$disk" "$container" |
    call -H 'Content-Type: application/json' --data-binary @- "$OS_IMAGE_URL/v2/images" | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
[ -n "$image" ] || { echo "The image could not be created." >&2; exit 1; }
upload=$(call -i -X POST -H "Upload-Length: $length" ${store:+-H "X-Image-Meta-Store: $store"} \
    "$OS_IMAGE_URL/v2/images/$image/uploads" | header Location)
[ -n "$upload" ] || { echo "Image $image takes no resumable upload." >&2; exit 1; }

pause=1
while :; do
    # What can be mended by asking again is asked again; everything else is told.
    status=$(call -I -o "$body" -w '%{http_code}' "$upload" || true)
    if [ "$status" = 200 ]; then
        offset=$(header Upload-Offset <"$body")
        [ "$offset" -lt "$length" ] || break
        tail -c "+$((offset + 1))" "$file" | head -c "$chunk" >"$body"
        status=$(call -X PATCH -H "Upload-Offset: $offset" -H 'Content-Type: application/offset+octet-stream' \
            --data-binary "@$body" -o "$answer" -w '%{http_code}' "$upload" || true)
    fi
    case $status in
    204)
        pause=1
        continue
        ;;
    000 | 408 | 409 | 423 | 5??) ;;
    *)
        echo "Refused with $status: $(cat "$answer")" >&2
        exit 1
        ;;
    esac
    echo "Broken off ($status); again in $pause s." >&2
    sleep "$pause"
    pause=$((pause < 30 ? pause * 2 : 30))
done
echo "$image"
