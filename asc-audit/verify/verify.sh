#!/bin/sh
# Verifies an evidence pack (asc audit export) with openssl 3, jq and a POSIX shell; no ASC, no Java, no network.
#
#   sh verify.sh [--vkey KEY] [--checkpoint FILE] [--only-regions A,B] [DIR]
#
# DIR is the unpacked pack, else the folder of this script. KEY and FILE are what you got from elsewhere: without either,
# the pack agrees with itself and nothing more ("anchored at none"). --only-regions fails when anything was sent elsewhere.
# Section numbers are those of docs/audit-format.md. Balances are not checked here: the report says state=unchecked.
#
# Exit 0: holds. 1: FAIL lines. 2: cannot read. Nothing is written outside a temporary folder.
set -eu
LC_ALL=C
export LC_ALL

unreadable() { printf 'cannot read: %s\n' "$*" >&2; exit 2; }
fail() { printf 'FAIL log=%s %s\n' "$origin" "$*"; failed=1; }

pack=$(dirname "$0") vkey='' given='' regions=''
while [ $# -gt 0 ]; do
  case $1 in
    --vkey) vkey=${2:?--vkey KEY}; shift 2 ;;
    --checkpoint) given=${2:?--checkpoint FILE}; shift 2 ;;
    --only-regions) regions=${2:?--only-regions A,B}; shift 2 ;;
    -*) unreadable "option $1" ;;
    *) pack=$1; shift ;;
  esac
done
for tool in openssl jq; do command -v $tool >/dev/null || unreadable "$tool: not found"; done
[ -r "$pack/manifest.json" ] || unreadable "$pack/manifest.json"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 origin='?'

# hex -> the octal escapes that printf turns into bytes
escapes() {
  hex=$1 escaped=
  while [ -n "$hex" ]; do
    rest=${hex#??}
    byte=$((0x${hex%"$rest"}))
    escaped=$escaped\\$((byte >> 6))$((byte >> 3 & 7))$((byte & 7))
    hex=$rest
  done
}

sha256_of() { openssl dgst -sha256 -r | cut -c 1-64; }

# §6: whether the key $1 (a vkey) signed the checkpoint in file $2
signed_by() {
  name=${1%%+*} id=${1#*+} key=${1#*+*+}
  id=${id%%+*}
  printf '%s' "$key" | openssl base64 -d -A >"$work/key"
  [ "$({ printf '%s\n' "$name"; cat "$work/key"; } | sha256_of | cut -c 1-8)" = "$id" ] || return 1
  # The bytes before the key are the DER header of every Ed25519 public key.
  { printf '0*0\005\006\003+ep\003!\000'; tail -c 32 "$work/key"; } >"$work/key.der"
  sed '/^$/,$d' "$2" >"$work/text"
  sed '1,/^$/d' "$2" | while read -r _ signer blob; do
    [ "$signer" = "$name" ] || continue
    printf '%s' "$blob" | openssl base64 -d -A >"$work/blob"
    escapes "$id"
    [ "$(head -c 4 "$work/blob" | openssl base64)" = "$(printf "$escaped" | openssl base64)" ] || continue
    tail -c 64 "$work/blob" >"$work/signature"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" -sigfile "$work/signature" >/dev/null 2>&1 && echo yes
  done | grep -q yes
}

# RFC 6962 proofs as one line per record: seq, then each hash as octal escapes. Fails unless every proof is under $2.
proofs_of() {
  cat "$1"/*.tlog-proof | jq -Rrs --rawfile checkpoint "$2" '
    def octal: [(. / 64 | floor), (. / 8 | floor) % 8, . % 8] | map(tostring) | "\\" + add;
    def value: if . >= 97 then . - 71 elif . >= 65 then . - 65 elif . >= 48 then . + 4 elif . == 43 then 62 else 63 end;
    def bytes: gsub("="; "") | [explode[] | value] | . as $v
      | [range(0; ($v | length) * 6 / 8 | floor) | (. * 8) as $bit | ($bit / 6 | floor) as $i | ($bit % 6) as $shift
         | (($v[$i] * 64 + $v[$i + 1]) / pow(2; 4 - $shift) | floor) % 256];
    split("c2sp.org/tlog-proof@v1\n")[1:][]
    | index("\n\n") as $cut
    | if .[$cut + 2:] != $checkpoint then error("a proof under another checkpoint") else . end
    | .[:$cut] | split("\n")
    | [(.[0] | ltrimstr("index "))] + [.[1:][] | bytes | map(octal) | add] | join(" ")'
}

# §6: the root that leaf $1 (hex) at index $2 of a tree of $3 leads to over the hashes $4...; RFC 9162 section 2.1.3.2
root_of() {
  node=$1 fn=$2 sn=$(($3 - 1))
  shift 3
  for hash in "$@"; do
    [ "$sn" -gt 0 ] || { node=; return; }
    escapes "$node"
    if [ $((fn & 1)) = 1 ] || [ "$fn" = "$sn" ]; then
      node=$(printf "\\001$hash$escaped" | sha256_of)
      while [ $((fn & 1)) = 0 ] && [ "$fn" != 0 ]; do fn=$((fn >> 1)) sn=$((sn >> 1)); done
    else
      node=$(printf "\\001$escaped$hash" | sha256_of)
    fi
    fn=$((fn >> 1)) sn=$((sn >> 1))
  done
  [ "$sn" = 0 ] || node=
}

# §2: every line's H fits its J, its proof leads to the signed root, and it says the seq it was proven at.
check_records() {
  proofs_of "$1/proofs" "$1/checkpoint" >"$work/proofs" 2>"$work/error" || { fail "$(cat "$work/error")"; return; }
  cat "$1/records" "$1/context" >"$work/lines"
  jq -Rr '.[65:] | fromjson | "\(.seq) \(.log)"' "$work/lines" >"$work/seqs" || { fail "a record is no JSON"; return; }
  while IFS= read -r line <&3 && read -r seq its_log <&4; do
    json=${line#* }
    leaf=$(printf '\000%s' "$json" | sha256_of)
    [ "$leaf" = "${line%% *}" ] || fail "seq=$seq line does not hash"
    [ "$its_log" = "$origin" ] || fail "seq=$seq log $its_log (expected: $origin)"
    path=$(sed -n "s/^$seq\\( \\|\$\\)//p" "$work/proofs")
    grep -q "^$seq\\( \\|\$\\)" "$work/proofs" || fail "seq=$seq no proof"
    # shellcheck disable=SC2086  # one word per hash
    root_of "$leaf" "$seq" "$size" $path
    [ "$node" = "$root" ] || fail "seq=$seq proof does not lead to the root"
  done 3<"$work/lines" 4<"$work/seqs"
}

# §2: the slice has one tenant whose tseq has no gap; a tally at its end says that nothing follows up to there.
check_slice() {
  jq -Rrn --arg tenant "$tenant" --argjson whole "$whole" '
    [inputs[65:] | fromjson] as $records
    | ($records[] | select(.tenant != $tenant) | "FAIL seq=\(.seq) tenant \(.tenant)"),
      (range(1; $records | length) as $i | select($whole and $records[$i].tseq != $records[$i - 1].tseq + 1)
       | "FAIL seq=\($records[$i].seq) tseq \($records[$i].tseq) after \($records[$i - 1].tseq)"),
      ($records | if $whole | not then "\(length) records of one subject, which no count closes"
        elif length == 0 then "no records"
        else "complete from \(.[0].tseq) to \(.[-1].tseq), "
          + (if .[-1].type == "tenant.tally" then "closed by the tally at seq \(.[-1].seq)" else "open at its end" end) end)' \
    "$1/records" >"$work/slice" || { fail "records cannot be read"; return; }
  while IFS= read -r said; do
    case $said in "FAIL "*) fail "${said#FAIL }" ;; *) slice=$said ;; esac
  done <"$work/slice"
}

# Where this tenant's bytes may have gone, each endpoint of a call once: the first of its plan, that of every further
# attempt, and all that its outcome names.
sent_of() {
  jq -Rr '.[65:] | fromjson | .call as $call | ((.plan // [])[0:1] + [.endpoint // empty] + [(.attempts // [])[] | .endpoint])[]
    | "\($call) \(.)"' "$1/records" | sort -u | sed 's/.*@//' | sort | uniq -c
}

tenant=$(jq -r .tenant "$pack/manifest.json")
whole=$(jq '.subject == null' "$pack/manifest.json")
jq -r '.files | to_entries[] | "\(.value)  \(.key)"' "$pack/manifest.json" >"$work/files"
while read -r sum name; do
  [ -r "$pack/$name" ] && [ "$(sha256_of <"$pack/$name")" = "$sum" ] || fail "file $name is not the one in the manifest"
done <"$work/files"

logs=0 anchors=0
for log in "$pack"/log-*; do
  [ -d "$log" ] || continue
  logs=$((logs + 1)) slice='' size=0 root='' anchored=none
  { read -r origin; read -r size; read -r root; } <"$log/checkpoint"
  root=$(printf '%s' "$root" | openssl base64 -d -A | od -An -tx1 | tr -d ' \n')
  signed_by "$(cat "$log/vkey")" "$log/checkpoint" || fail "checkpoint is not signed by the log's key"
  if [ -n "$vkey" ] && [ "${vkey%%+*}" = "${origin%/*}" ]; then
    if signed_by "$vkey" "$log/checkpoint"; then anchored=$size; else fail "checkpoint is not signed by the given key"; fi
  fi
  if [ -n "$given" ] && [ "$(head -n 1 "$given")" = "$origin" ]; then
    # Only the same tree can be compared without the log: ask for the pack under the checkpoint you hold.
    if [ "$(head -n 3 "$given")" = "$(head -n 3 "$log/checkpoint")" ]; then anchored=$size; else fail "checkpoint is not the given one"; fi
  fi
  [ "$anchored" = none ] || anchors=$((anchors + 1))
  check_records "$log"
  check_slice "$log"
  sent_of "$log" >"$work/sent" || fail "endpoints cannot be read"
  while read -r count region; do
    case ",$regions," in ,, | *",$region,"*) ;; *) fail "$count times sent to region $region (expected: only $regions)" ;; esac
  done <"$work/sent"
  [ $failed = 0 ] || continue
  printf 'ok log=%s tenant=%s records=%s checkpoint=%s anchored=%s state=unchecked\n' \
    "$origin" "$tenant" "$(wc -l <"$log/records" | tr -d ' ')" "$size" "$anchored"
  printf '%s, anchored at %s\n' "$slice" "$anchored"
  awk '{printf "sent to region %s: %s times\n", $2, $1}' "$work/sent"
done
[ $logs -gt 0 ] || unreadable "no log in $pack"
if [ -n "$vkey$given" ] && [ $anchors = 0 ]; then fail "no log of the given key or checkpoint"; fi
exit $failed
