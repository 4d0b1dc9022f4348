# Removes a temporary folder once standard input closes and the servers in it have ended. Standard
# input is a pipe that only the starting JVM holds open.
#
# usage: sh -c "$(cat folder-guard.sh)" NAME FOLDER WAIT_SECONDS

folder=$1
tenths=$(($2 * 10))

read -r _
while [ "$tenths" -gt 0 ]; do
  # A server's pid file goes when it has ended.
  if ! ls "$folder"/*.pid >/dev/null 2>&1; then
    rm -rf "$folder" 2>/dev/null && exit 0
  fi
  sleep 0.1
  tenths=$((tenths - 1))
done
rm -rf "$folder"
