# cluster_start, cluster_stop: a Slurm of one node with two CPUs, of this user, in a folder of its own: nothing of a Slurm that the
# machine may have is touched. Neither systemd nor control groups are needed. SLURM_CONF is exported.
cluster=
cluster_pids=()

cluster_stop() {
	[ -n "$cluster" ] || return 0
	local i
	# Jobs first: what slurmd has started outlives it.
	for ((i = 0; i < 20; i++)); do
		timeout 5 scancel --me --full 2>/dev/null
		[ -n "$(timeout 5 squeue --noheader --states=all --format=%T 2>/dev/null | grep -E 'RUNNING|COMPLETING|PENDING')" ] || break
		sleep 0.5
	done
	for ((i = ${#cluster_pids[@]} - 1; i >= 0; i--)); do # munge last
		kill "${cluster_pids[i]}" 2>/dev/null
		wait "${cluster_pids[i]}" 2>/dev/null
	done
	rm -rf "$cluster"
	cluster=
}

# Two ports of this machine that nobody listens on.
free_ports() {
	local port found=()
	for ((port = 20000 + $$ % 20000; ${#found[@]} < 2; port++)); do
		(: <>/dev/tcp/127.0.0.1/$port) 2>/dev/null || found+=("$port")
	done
	echo "${found[@]}"
}

# The end of what the daemons say, for a test that fails.
cluster_logs() {
	tail -n 20 "$cluster"/*.log "$cluster"/*.out 2>/dev/null
}

cluster_start() {
	local host user ports program
	for program in munged slurmctld slurmd sbatch; do
		command -v $program >/dev/null || { echo "skipped: $program is missing (./bootstrap slurm installs it)"; exit 77; }
	done
	host=$(hostname -s) user=$(id -un)
	cluster=$(mktemp -d /tmp/kmend-slurm-XXXXXX) # short: names of sockets are
	trap cluster_stop EXIT
	chmod 755 "$cluster"
	read -r -a ports < <(free_ports)
	(umask 077 && head -c 1024 /dev/urandom >"$cluster/munge.key")
	# cred_expire: how long a requeued job waits; 5 s is the least.
	cat >"$cluster/slurm.conf" <<-END
		ClusterName=kmend-test
		SlurmctldHost=$host(127.0.0.1)
		AuthType=auth/munge
		CredType=cred/munge
		AuthInfo=socket=$cluster/munge.socket,cred_expire=5
		SlurmUser=$user
		SlurmdUser=$user
		SlurmctldPort=${ports[0]}
		SlurmdPort=${ports[1]}
		StateSaveLocation=$cluster/state
		SlurmdSpoolDir=$cluster/spool
		SlurmctldPidFile=$cluster/slurmctld.pid
		SlurmdPidFile=$cluster/slurmd.pid
		SlurmctldLogFile=$cluster/slurmctld.log
		SlurmdLogFile=$cluster/slurmd.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		JobAcctGatherType=jobacct_gather/none
		AccountingStorageType=accounting_storage/none
		SwitchType=switch/none
		MpiDefault=none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_CPU
		SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
		SlurmdParameters=config_overrides
		ReturnToService=2
		KillWait=2
		MinJobAge=300
		NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=512 State=UNKNOWN
		PartitionName=tests Nodes=ALL Default=YES MaxTime=INFINITE State=UP
	END
	echo 'CgroupPlugin=cgroup/v1' >"$cluster/cgroup.conf"
	mkdir "$cluster/state" "$cluster/spool"
	export SLURM_CONF=$cluster/slurm.conf
	munged --foreground --force --socket="$cluster/munge.socket" --key-file="$cluster/munge.key" --log-file="$cluster/munge.log" \
		--pid-file="$cluster/munge.pid" --seed-file="$cluster/munge.seed" >"$cluster/munge.out" 2>&1 &
	cluster_pids+=($!)
	wait_for test -S "$cluster/munge.socket"
	slurmctld -D -f "$SLURM_CONF" >"$cluster/slurmctld.out" 2>&1 &
	cluster_pids+=($!)
	slurmd -D -f "$SLURM_CONF" >"$cluster/slurmd.out" 2>&1 &
	cluster_pids+=($!)
	wait_for cluster_is_idle
}
cluster_is_idle() { [ "$(sinfo --noheader --format=%t 2>/dev/null)" = idle ]; }
