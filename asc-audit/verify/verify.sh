#!/bin/sh
# Verifies an evidence pack (asc audit export) with openssl 3, jq and a POSIX shell; no ASC, no Java, no network.
#
#   sh verify.sh [--vkey KEY] [--checkpoint FILE] [--tsa-ca ROOT.pem] [--only-regions A,B] [DIR]
#
# DIR is the unpacked pack, else the folder of this script. KEY, FILE and ROOT.pem (of the authority whose time
# stamps the pack carries) are what you got from elsewhere: without any,
# the pack agrees with itself and nothing more ("anchored at none"). --only-regions fails when anything was sent elsewhere
# or calls have no records.
# Section numbers are those of docs/audit-format.md. Balances are not checked here: the report says state=unchecked.
#
# Exit 0: holds. 1: FAIL lines. 2: cannot read. Nothing is written outside a temporary folder.
set -eu
LC_ALL=C
export LC_ALL

unreadable() { printf 'cannot read: %s\n' "$*" >&2; exit 2; }
fail() { printf 'FAIL log=%s %s\n' "$origin" "$*"; failed=1; }

pack=$(dirname "$0") vkey='' given='' ca='' regions=''
while [ $# -gt 0 ]; do
  case $1 in
    --vkey) vkey=${2:?--vkey KEY}; shift 2 ;;
    --checkpoint) given=${2:?--checkpoint FILE}; shift 2 ;;
    --tsa-ca) ca=${2:?--tsa-ca FILE}; shift 2 ;;
    --only-regions) regions=${2:?--only-regions A,B}; shift 2 ;;
    -*) unreadable "option $1" ;;
    *) pack=$1; shift ;;
  esac
done
[ -z "$ca" ] || [ -r "$ca" ] || unreadable "$ca"
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
  find "$1" -name '*.tlog-proof' -exec cat {} + | awk '
    BEGIN {
      digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
      for (i = 0; i < 64; i++) value[substr(digits, i + 1, 1)] = i
      for (i = 0; i < 256; i++) octal[i] = sprintf("\\%03o", i)
    }
    function bytes(base64,   out, i, bits) {
      for (i = 1; i + 3 <= length(base64); i += 4) {
        bits = value[substr(base64, i, 1)] * 262144 + value[substr(base64, i + 1, 1)] * 4096
        bits += value[substr(base64, i + 2, 1)] * 64 + value[substr(base64, i + 3, 1)]
        out = out octal[int(bits / 65536)] octal[int(bits / 256) % 256]
        if (substr(base64, i + 3, 1) != "=") out = out octal[bits % 256]
      }
      return out
    }
    function finish() {
      if (begun && text != checkpoint) { print "a proof under another checkpoint" >"/dev/stderr"; failed = 1; exit 1 }
      if (begun) print proof
    }
    NR == FNR { checkpoint = checkpoint $0 "\n"; next }
    $0 == "c2sp.org/tlog-proof@v1" { finish(); begun = head = 1; text = proof = ""; next }
    !head { text = text $0 "\n"; next }
    $0 == "" { head = 0; next }
    proof == "" { proof = $2; next }
    # Proofs of one tree share most of their hashes.
    { if (!($0 in decoded)) decoded[$0] = bytes($0); proof = proof " " decoded[$0] }
    END { if (!failed) finish() }' "$2" -
}

# Lines "name escapes" -> lines "name hash", the SHA-256 of what printf makes of the escapes: one openssl for thousands.
hashes_of() {
  rm -rf "$work/hashed" && mkdir "$work/hashed"
  while read -r name escaped; do printf "$escaped" >"$work/hashed/$name"; done
  (cd "$work/hashed" && ls | xargs openssl dgst -sha256 -r) | sed 's/^\([0-9a-f]*\) \*\(.*\)$/\2 \1/'
}

# §6: lines "number index leaf hashes..." -> lines "number root", each hash as octal escapes but the leaf and the root, in
# hex, of a tree of $1 leaves; all proofs climb one level at a time, and a node that several pass is hashed once. RFC 9162
# section 2.1.3.2; no root where one is too long.
roots_of() {
  awk -v sn=$(($1 - 1)) '{number = $1; fn = $2; leaf = $3; $1 = $2 = $3 = ""; print number, fn, sn, leaf, $0}' >"$work/climbing"
  while [ -s "$work/climbing" ]; do
    awk -v rest="$work/rest" -v nodes="$work/nodes" '
      function octal(hex,   out, i) {
        for (i = 1; i < 64; i += 2) out = out byte[substr(hex, i, 2)]
        return out
      }
      BEGIN {
        for (i = 0; i < 256; i++) byte[sprintf("%02x", i)] = sprintf("\\%03o", i)
        printf "" >rest; printf "" >nodes
      }
      NF == 4 { print $1, $3 == 0 ? $4 : "none"; next }
      $3 == 0 { print $1, "none"; next }
      {
        number = $1; fn = $2; sn = $3
        right = fn % 2 == 1 || fn == sn
        pair = right ? $5 " " $4 : $4 " " $5
        if (!(pair in node)) {
          node[pair] = number
          print number, "\\001" (right ? $5 octal($4) : octal($4) $5) >nodes
        }
        while (right && fn % 2 == 0 && fn != 0) { fn = int(fn / 2); sn = int(sn / 2) }
        $1 = $2 = $3 = $4 = $5 = ""
        print number, node[pair], int(fn / 2), int(sn / 2), $0 >rest
      }' "$work/climbing"
    [ -s "$work/nodes" ] || return 0
    hashes_of <"$work/nodes" >"$work/climbed"
    awk 'NR == FNR { hash[$1] = $2; next } { number = $1; node = $2; fn = $3; sn = $4; $1 = $2 = $3 = $4 = ""; print number, fn, sn, hash[node], $0 }' \
      "$work/climbed" "$work/rest" >"$work/climbing"
  done
}

# §2: every line's H fits its J, its proof leads to the signed root, and it says the seq it was proven at.
check_records() {
  proofs_of "$1/proofs" "$1/checkpoint" >"$work/proofs" 2>"$work/error" || { fail "$(cat "$work/error")"; return; }
  cat "$1/records" "$1/context" >"$work/lines"
  jq -Rr '.[65:] | fromjson | "\(.seq) \(.log)"' "$work/lines" >"$work/seqs" || { fail "a record is no JSON"; return; }
  rm -rf "$work/leaves" && mkdir "$work/leaves"
  number=0
  while IFS= read -r line; do
    number=$((number + 1))
    printf '\000%s' "${line#* }" >"$work/leaves/$number"
  done <"$work/lines"
  (cd "$work/leaves" && ls | xargs openssl dgst -sha256 -r) | sed 's/^\([0-9a-f]*\) \*\(.*\)$/\2 \1/' | sort -n >"$work/hashes"
  cut -c 1-64 "$work/lines" | paste -d ' ' "$work/hashes" - "$work/seqs" >"$work/table" # number leaf H seq log
  awk 'NR == FNR { seq = $1; $1 = ""; proof[seq] = $0; next } ($4 in proof) { print $1, $4, $2 proof[$4] }' \
    "$work/proofs" "$work/table" | roots_of "$size" >"$work/roots"
  awk -v origin="$origin" -v root="$root" 'NR == FNR { found[$1] = $2; next }
    $2 != $3 { print "seq=" $4 " line does not hash" }
    $5 != origin || NF != 5 { print "seq=" $4 " log " $5 " (expected: " origin ")" }
    !($1 in found) { print "seq=" $4 " no proof"; next }
    found[$1] != root { print "seq=" $4 " proof does not lead to the root" }' "$work/roots" "$work/table" >"$work/wrong"
  while IFS= read -r said; do fail "$said"; done <"$work/wrong"
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

# How many calls have no record but the gap that counts them, and from when to when.
unrecorded_of() {
  jq -Rr '.[65:] | fromjson | select(.type == "gap" and .calls > 0) | "\(.calls) \(.from) \(.to)"' "$1/records"
}

tenant=$(jq -r .tenant "$pack/manifest.json")
whole=$(jq '.subject == null' "$pack/manifest.json")
# A name is an argument of openssl below: whatever could be an option or leave the pack is none of its files.
jq -r '.files | to_entries[] | "\(.value) *\(.key)"' "$pack/manifest.json" | sort >"$work/files"
sed 's/^[^*]*\*//' "$work/files" | grep -E '^[A-Za-z0-9][A-Za-z0-9._/-]*$' | grep -v '\.\.' \
  | (cd "$pack" && xargs openssl dgst -sha256 -r 2>/dev/null) | sort >"$work/sums" || true
comm -23 "$work/files" "$work/sums" >"$work/wrong"
while read -r _ name; do fail "file ${name#\*} is not the one in the manifest"; done <"$work/wrong"

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
  : >"$work/stamped"
  for stamp in "$log"/anchors/*.tsr; do
    [ -n "$ca" ] && [ -e "$stamp" ] || continue
    note=${stamp%.tsr}.note
    if [ "$(head -n 3 "$note")" = "$(head -n 3 "$log/checkpoint")" ] \
      && openssl ts -verify -in "$stamp" -data "$note" -CAfile "$ca" >/dev/null 2>&1; then
      anchored=$size
      openssl ts -reply -in "$stamp" -text 2>/dev/null | sed -n 's/^Time stamp: //p' >>"$work/stamped"
    else fail "time stamp ${stamp##*/} does not hold"; fi
  done
  [ "$anchored" = none ] || anchors=$((anchors + 1))
  check_records "$log"
  check_slice "$log"
  sent_of "$log" >"$work/sent" || fail "endpoints cannot be read"
  while read -r count region; do
    case ",$regions," in ,, | *",$region,"*) ;; *) fail "$count times sent to region $region (expected: only $regions)" ;; esac
  done <"$work/sent"
  unrecorded_of "$log" >"$work/unrecorded" || fail "gaps cannot be read"
  while read -r count from to; do
    [ -z "$regions" ] || fail "$count calls without records from $from to $to (expected: none, since nobody knows where they went)"
  done <"$work/unrecorded"
  [ $failed = 0 ] || continue
  printf 'ok log=%s tenant=%s records=%s checkpoint=%s anchored=%s state=unchecked\n' \
    "$origin" "$tenant" "$(wc -l <"$log/records" | tr -d ' ')" "$size" "$anchored"
  printf '%s, anchored at %s\n' "$slice" "$anchored"
  sed 's/^/stamped at /' "$work/stamped"
  awk '{printf "sent to region %s: %s times\n", $2, $1}' "$work/sent"
  awk '{printf "without records: %s calls from %s to %s\n", $1, $2, $3}' "$work/unrecorded"
done
[ $logs -gt 0 ] || unreadable "no log in $pack"
if [ -n "$vkey$given$ca" ] && [ $anchors = 0 ]; then fail "no log of the given key or checkpoint, or stamped under the given root"; fi
exit $failed
