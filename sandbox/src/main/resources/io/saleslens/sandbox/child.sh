# Runs a server until it ends or until standard input closes. Standard input is a pipe that only the
# starting JVM holds open, so it closes however that JVM ends, kill -9 included.
#
# usage: sh -c "$(cat child.sh)" NAME PIDFILE GRACE_SECONDS COMMAND...
#
# PIDFILE holds the id of COMMAND's process and then that of this script, until both have ended.
# COMMAND leads a process group of its own, so that its descendants can be killed with it.

pidfile=$1
grace=$2
shift 2

exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
echo "$server $$" >"$pidfile"

(
  read -r _ <&3
  # From here on only the server's end ends this watchdog.
  trap '' TERM
  kill -s TERM "$server"
  # A server that someone has stopped would not notice.
  kill -s CONT -- "-$server"
  tenths=$((grace * 10))
  while [ "$tenths" -gt 0 ] && kill -0 "$server"; do
    sleep 0.1
    tenths=$((tenths - 1))
  done
  kill -s KILL -- "-$server"
) 2>/dev/null &
watchdog=$!
exec 3<&-

wait "$server"
status=$?
# What the server may have left behind, such as the server JVM when its launcher was killed.
kill -s KILL -- "-$server" 2>/dev/null
kill -s TERM "$watchdog" 2>/dev/null
wait "$watchdog" 2>/dev/null
rm -f "$pidfile"
exit "$status"
