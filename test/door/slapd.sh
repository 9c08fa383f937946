#!/bin/sh
# slapd.sh start DIR PORT: a directory of our own in DIR, listening on
# 127.0.0.1:PORT; slapd.sh stop DIR.  Exit 77: slapd is not installed.
set -eu
PATH=$PATH:/usr/sbin:/usr/lib/openldap
command -v slapd >/dev/null 2>&1 || exit 77
what=$1 dir=$2
case $what in
start)
    port=$3
    mkdir -p "$dir/data"
    cat >"$dir/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile $dir/slapd.pid
argsfile $dir/slapd.args
# As directories are found: an empty password binds as nobody, and succeeds.
allow bind_anon_cred
database mdb
maxsize 10485760
suffix "dc=kjt,dc=example"
rootdn "cn=root,dc=kjt,dc=example"
rootpw root-word-1
directory $dir/data
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=reader,dc=kjt,dc=example" read by * auth
CONF
    cat >"$dir/office.ldif" <<LDIF
dn: dc=kjt,dc=example
objectClass: organization
objectClass: dcObject
o: kjt
dc: kjt

dn: cn=reader,dc=kjt,dc=example
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: reader-word-1

dn: ou=people,dc=kjt,dc=example
objectClass: organizationalUnit
ou: people

dn: uid=lin,ou=people,dc=kjt,dc=example
objectClass: inetOrgPerson
uid: lin
cn: Lin
sn: Lin
userPassword: Lamp-oil-42

dn: cn=Zhou One,ou=people,dc=kjt,dc=example
objectClass: inetOrgPerson
uid: zhou
cn: Zhou One
sn: Zhou
userPassword: Zhou-word-1

dn: cn=Zhou Two,ou=people,dc=kjt,dc=example
objectClass: inetOrgPerson
uid: zhou
cn: Zhou Two
sn: Zhou
userPassword: Zhou-word-2

dn: uid=a*(b)\\5Cc,ou=people,dc=kjt,dc=example
objectClass: inetOrgPerson
uid: a*(b)\\c
cn: Odd
sn: Odd
userPassword: Odd-word-42
LDIF
    slapadd -f "$dir/slapd.conf" -l "$dir/office.ldif" >&2
    slapd -f "$dir/slapd.conf" -h "ldap://127.0.0.1:$port" >&2
    ;;
stop)
    [ -f "$dir/slapd.pid" ] && kill "$(cat "$dir/slapd.pid")"
    ;;
esac
