#!/bin/sh
# Gives Kibana's own account its password, Saleslens an account that reaches its indices and no
# others (docs/elasticsearch-role.json), and the import of its dashboards one that manages saved
# objects of Kibana's default space and reaches no index (docs/kibana-role.json). Runs once whenever
# the stack comes up; saying the same again does no harm.
set -eu

: "${ELASTICSEARCH_URL:?}" "${ELASTIC_PASSWORD:?}" "${KIBANA_PASSWORD:?}"
prefix=${SALESLENS_INDEX_PREFIX:-platform_}
saleslens_password=$(cat "${SALESLENS_ELASTICSEARCH_PASSWORD_FILE:?}")
import_password=$(cat "${SALESLENS_KIBANA_PASSWORD_FILE:?}")

# curl takes secrets from this file and from standard input: arguments can be read by others.
umask 077
login=$(mktemp)
trap 'rm -f "$login"' EXIT
printf 'user = "elastic:%s"\n' "$ELASTIC_PASSWORD" >"$login"

# Method, path and body.
ask() {
  printf '%s' "$3" |
    curl --config "$login" --silent --show-error --fail-with-body --retry 10 --retry-delay 2 --retry-connrefused \
      --request "$1" "$ELASTICSEARCH_URL$2" --header 'Content-Type: application/json' --data @-
  echo "  <- $1 $2"
}

ask POST /_security/user/kibana_system/_password "{\"password\": \"$KIBANA_PASSWORD\"}"
ask PUT /_security/role/saleslens "{
  \"cluster\": [\"manage_index_templates\"],
  \"indices\": [{\"names\": [\"$prefix*\"], \"privileges\": [
    \"read\", \"index\", \"delete\", \"create_index\", \"delete_index\",
    \"view_index_metadata\", \"maintenance\", \"indices:admin/aliases\", \"indices:admin/settings/update\"]}]
}"
ask PUT /_security/user/saleslens "{\"password\": \"$saleslens_password\", \"roles\": [\"saleslens\"]}"
ask PUT /_security/role/saleslens_kibana "{
  \"applications\": [{\"application\": \"kibana-.kibana\",
    \"privileges\": [\"feature_savedObjectsManagement.all\"], \"resources\": [\"space:default\"]}]
}"
ask PUT /_security/user/saleslens_kibana "{\"password\": \"$import_password\", \"roles\": [\"saleslens_kibana\"]}"
