#!/usr/bin/env bash
# Makes the certificates that FaultyDaemon shows. Their keys are public, so nobody should trust them but a test.
set -euo pipefail
cd "$(dirname "$0")/../main/resources/io/snet4j/devnet/fault"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tool() { keytool "$@" -storetype PKCS12 -storepass devnet -noprompt 2>/dev/null; }
century=36500

tool -genkeypair -keystore "$work/authority.p12" -alias authority -keyalg EC -groupname secp256r1 -startdate 2020/01/01 \
  -dname 'CN=snet4j devnet' -ext bc:c=ca:true -validity $century
tool -exportcert -rfc -keystore "$work/authority.p12" -alias authority > authority.pem

# name, begin, days
daemon() {
  rm -f "$1.p12"
  tool -genkeypair -keystore "$1.p12" -alias daemon -keyalg EC -groupname secp256r1 -dname 'CN=127.0.0.1'
  tool -certreq -keystore "$1.p12" -alias daemon |
    tool -gencert -rfc -keystore "$work/authority.p12" -alias authority -ext 'san=ip:127.0.0.1,dns:localhost' \
      -startdate "$2" -validity "$3" > "$work/$1.pem"
  cat "$work/$1.pem" authority.pem | tool -importcert -keystore "$1.p12" -alias daemon
}
daemon valid 2020/01/01 $century
daemon expired 2020/01/01 30
