/*
 * Every message kind and kernel call of the system, and its SEEP class (OSIRIS III-B, IV-B): one table, read it as one.
 *
 *   effect  MODIFIES: the receiver's state (or the machine's) depends on the sender afterwards. Closes the recovery
 *                     window of the sender under `enhanced`.
 *           READS:    the receiver only answers, or only writes what the requester will ignore once its request
 *                     fails. Keeps the window open under `enhanced`.
 *           RUNTIME:  the recovery runtime's own traffic; no part of any request. Keeps every window open.
 *   Under `pessimistic` both MODIFIES and READS close the window.
 *   What is easily taken for READS and is not: output on the console cannot be taken back (KC_CONSOLE); a grant stands in the kernel's
 *   table after a rollback, for memory that has another meaning by then (KC_GRANT); what DISK reads it writes into the sender's memory,
 *   which no undo log sees (DISK_READ); and a page that the kernel asks VM for in the name of a server that copies is a frame in VM's
 *   books: no stub of the server sees that request, so the kernel closes the window (VM_PAGEFAULT, kernel/recovery.c).
 *   answer  ERROR:    the sender waits for a reply and takes any error, E_CRASH too: error virtualization works.
 *           NONE:     nobody waits; a crash while it is handled cannot be reconciled by a reply.
 *
 * What `extended` makes of some of them is in ms/extended.h.
 *
 * Arguments: a0.. are msg.a[], g0 g1 the grants. Reply: a0 the result (int64_t), more where said.
 */
#ifndef MS_CALLS_H
#define MS_CALLS_H

/*    number  name               effect    answer   arguments -> reply */
#define MS_CALLS(CALL)                                                                                              \
	/* --- to any process ---------------------------------------------------------------------------------- */ \
	CALL(0x001, MSG_REPLY,          MODIFIES, NONE,  "a0 result")                                               \
	CALL(0x002, MSG_NOTIFY,         MODIFIES, NONE,  "a0 bits")                                                 \
	CALL(0x003, MSG_CRASH,          MODIFIES, ERROR, "to any service, from pid 1: a0 0: it crashes in the open window of this request, 1: in a closed one; to test recovery itself") \
	/* --- PM: processes and signals ----------------------------------------------------------------------- */ \
	CALL(0x100, PM_FORK,            MODIFIES, ERROR, "-> pid (0 in the child)")                                 \
	CALL(0x101, PM_EXEC,            MODIFIES, ERROR, "g0 path; g1 argv block: NUL-terminated strings; a0 argc") \
	CALL(0x102, PM_EXIT,            MODIFIES, NONE,  "a0 status 0..255; never answered")                        \
	CALL(0x103, PM_WAITPID,         MODIFIES, ERROR, "a0 pid (-1 any) a1 options a2 timeout ms, 0 for ever -> pid, a1 status") \
	CALL(0x104, PM_KILL,            MODIFIES, ERROR, "a0 pid (-1: all but pid 1 and the caller) a1 signal")     \
	CALL(0x105, PM_SIGACTION,       MODIFIES, ERROR, "a0 signal a1 handler a2 mask a3 restorer -> 0, a1 old handler") \
	CALL(0x106, PM_SIGPROCMASK,     MODIFIES, ERROR, "a0 how a1 set -> 0, a1 old set")                          \
	CALL(0x107, PM_SIGSUSPEND,      MODIFIES, ERROR, "a0 temporary mask -> -EINTR after a signal")              \
	CALL(0x108, PM_SIGPENDING,      READS,    ERROR, "-> 0, a1 set")                                            \
	CALL(0x109, PM_ALARM,           MODIFIES, ERROR, "a0 ms, 0 cancels -> ms that were left")                   \
	CALL(0x10a, PM_SLEEP,           MODIFIES, ERROR, "a0 ms -> 0, or -EINTR")                                   \
	CALL(0x10b, PM_GETPID,          READS,    ERROR, "-> pid, a1 parent's pid, a2 process group")               \
	CALL(0x10c, PM_SETPGID,         MODIFIES, ERROR, "a0 pid (0 self) a1 group (0: own pid)")                   \
	CALL(0x10d, PM_TIMES,           READS,    ERROR, "-> uptime ms, a1 own ms, a2 waited-for children's ms")    \
	CALL(0x10e, PM_PROCINFO,        READS,    ERROR, "a0 index; g0 struct pm_procinfo -> 0, -ENOENT past the end") \
	CALL(0x10f, PM_NICE,            MODIFIES, ERROR, "a0 pid a1 delta -> new nice value")                       \
	CALL(0x110, PM_SIGRETURN,       MODIFIES, ERROR, "end of a handler: restores the mask saved by PM; a0 mask")  \
	CALL(0x111, PM_START_INIT,      MODIFIES, ERROR, "from RS, once: make pid 1 and exec /bin/init")            \
	CALL(0x112, PM_AUDIT,           READS,    ERROR, "g0 text -> problems found")                               \
	/* --- VM: address spaces -------------------------------------------------------------------------------*/ \
	CALL(0x200, VM_PAGEFAULT,       MODIFIES, ERROR, "from the kernel for the source, closes its window: a0 address a1 1 write 2 fetch a2 owner endpoint") \
	CALL(0x201, VM_BRK,             MODIFIES, ERROR, "a0 new break, 0 asks -> break")                           \
	CALL(0x202, VM_MMAP,            MODIFIES, ERROR, "a0 length a1 prot a2 hint -> address")                    \
	CALL(0x203, VM_MUNMAP,          MODIFIES, ERROR, "a0 address a1 length")                                    \
	CALL(0x204, VM_MPROTECT,        MODIFIES, ERROR, "a0 address a1 length a2 prot")                            \
	CALL(0x205, VM_INFO,            READS,    ERROR, "-> 0, a1 free pages a2 pages of the caller a3 shared (COW) pages") \
	CALL(0x206, VM_NEW,             MODIFIES, ERROR, "from PM: a0 endpoint: an empty address space")            \
	CALL(0x207, VM_FORK,            MODIFIES, ERROR, "from PM: a0 parent a1 child endpoint: copy on write")     \
	CALL(0x208, VM_RESET,           MODIFIES, ERROR, "from PM, exec: a0 endpoint: drop everything, fresh stack region") \
	CALL(0x209, VM_MAP,             MODIFIES, ERROR, "from PM, exec: a0 endpoint a1 address a2 length a3 prot: map zeroed pages now") \
	CALL(0x20a, VM_EXIT,            MODIFIES, ERROR, "from PM: a0 endpoint: drop the address space")            \
	CALL(0x20b, VM_REGIONS,         READS,    ERROR, "a0 index -> 0, a1 start a2 length a3 prot; -ENOENT past the end") \
	CALL(0x20c, VM_AUDIT,           READS,    ERROR, "g0 text -> problems found")                               \
	/* --- VFS: files -------------------------------------------------------------------------------------- */ \
	CALL(0x300, VFS_OPEN,           MODIFIES, ERROR, "g0 path a0 flags a1 mode -> fd")                          \
	CALL(0x301, VFS_CLOSE,          MODIFIES, ERROR, "a0 fd")                                                   \
	CALL(0x302, VFS_READ,           MODIFIES, ERROR, "a0 fd; g0 buffer -> bytes")                               \
	CALL(0x303, VFS_WRITE,          MODIFIES, ERROR, "a0 fd; g0 buffer -> bytes")                               \
	CALL(0x304, VFS_LSEEK,          MODIFIES, ERROR, "a0 fd a1 offset a2 whence -> offset")                     \
	CALL(0x305, VFS_STAT,           READS,    ERROR, "g0 path; g1 struct vfs_stat")                             \
	CALL(0x306, VFS_FSTAT,          READS,    ERROR, "a0 fd; g1 struct vfs_stat")                               \
	CALL(0x307, VFS_LINK,           MODIFIES, ERROR, "g0 old path; g1 new path")                                \
	CALL(0x308, VFS_UNLINK,         MODIFIES, ERROR, "g0 path")                                                 \
	CALL(0x309, VFS_RENAME,         MODIFIES, ERROR, "g0 old path; g1 new path")                                \
	CALL(0x30a, VFS_MKDIR,          MODIFIES, ERROR, "g0 path a0 mode")                                         \
	CALL(0x30b, VFS_RMDIR,          MODIFIES, ERROR, "g0 path")                                                 \
	CALL(0x30c, VFS_CHDIR,          MODIFIES, ERROR, "g0 path")                                                 \
	CALL(0x30d, VFS_GETCWD,         READS,    ERROR, "g0 buffer -> length")                                     \
	CALL(0x30e, VFS_PIPE,           MODIFIES, ERROR, "-> read fd, a1 write fd")                                 \
	CALL(0x30f, VFS_DUP,            MODIFIES, ERROR, "a0 fd -> fd")                                             \
	CALL(0x310, VFS_DUP2,           MODIFIES, ERROR, "a0 fd a1 new fd -> fd")                                   \
	CALL(0x311, VFS_GETDENTS,       MODIFIES, ERROR, "a0 fd; g0 array of struct vfs_dirent -> bytes, 0 at the end") \
	CALL(0x312, VFS_TRUNCATE,       MODIFIES, ERROR, "g0 path a0 length")                                       \
	CALL(0x313, VFS_FTRUNCATE,      MODIFIES, ERROR, "a0 fd a1 length")                                         \
	CALL(0x314, VFS_SYNC,           MODIFIES, ERROR, "writes every dirty block back")                           \
	CALL(0x315, VFS_FCNTL,          MODIFIES, ERROR, "a0 fd a1 command a2 argument -> value")                   \
	CALL(0x316, VFS_ACCESS,         READS,    ERROR, "g0 path a0 mode")                                         \
	CALL(0x317, VFS_CHMOD,          MODIFIES, ERROR, "g0 path a0 mode")                                         \
	CALL(0x318, VFS_STATFS,         READS,    ERROR, "g1 struct vfs_statfs")                                    \
	CALL(0x319, VFS_UTIME,          MODIFIES, ERROR, "g0 path a0 ms")                                           \
	CALL(0x320, VFS_FORK,           MODIFIES, ERROR, "from PM: a0 parent a1 child endpoint (parent EP_NONE: first process)") \
	CALL(0x321, VFS_EXIT,           MODIFIES, ERROR, "from PM: a0 endpoint: cancel its request, close everything") \
	CALL(0x322, VFS_CANCEL,         MODIFIES, ERROR, "from PM: a0 endpoint: its blocked request ends with -EINTR -> 1 if there was one; after E_CRASH PM ends the wait itself") \
	CALL(0x323, VFS_EXEC_OPEN,      READS,    ERROR, "from PM: g0 path a0 endpoint (for its cwd) -> inode number of an executable, a1 size") \
	CALL(0x324, VFS_EXEC_READ,      READS,    ERROR, "from PM: a0 inode a1 offset; g0 buffer -> bytes")        \
	CALL(0x325, VFS_EXEC_DONE,      MODIFIES, ERROR, "from PM: a0 endpoint: close its close-on-exec descriptors") \
	CALL(0x326, VFS_AUDIT,          READS,    ERROR, "g0 text -> problems found")                               \
	/* --- DS: key-value store ----------------------------------------------------------------------------- */ \
	CALL(0x400, DS_PUBLISH,         MODIFIES, ERROR, "g0 key; g1 value a0 flags (1: must be new)")              \
	CALL(0x401, DS_RETRIEVE,        READS,    ERROR, "g0 key; g1 buffer -> length")                             \
	CALL(0x402, DS_DELETE,          MODIFIES, ERROR, "g0 key")                                                  \
	CALL(0x403, DS_SUBSCRIBE,       MODIFIES, ERROR, "g0 key prefix")                                           \
	CALL(0x404, DS_UNSUBSCRIBE,     MODIFIES, ERROR, "g0 key prefix")                                           \
	CALL(0x405, DS_CHECK,           MODIFIES, ERROR, "g1 key buffer -> length of a changed key (event consumed), -EAGAIN; a1 1 published 2 deleted") \
	CALL(0x406, DS_LIST,            READS,    ERROR, "a0 index; g1 key buffer -> length, -ENOENT past the end") \
	CALL(0x407, DS_EXIT,            MODIFIES, ERROR, "from PM: a0 endpoint: drop its subscriptions and keys it owns") \
	CALL(0x408, DS_AUDIT,           READS,    ERROR, "g0 text -> problems found")                               \
	/* --- RS: services ------------------------------------------------------------------------------------ */ \
	CALL(0x500, RS_LOOKUP,          READS,    ERROR, "g0 service name -> endpoint")                             \
	CALL(0x501, RS_STATUS,          READS,    ERROR, "a0 endpoint; g0 struct rs_status")                        \
	CALL(0x502, RS_LIST,            READS,    ERROR, "a0 index -> endpoint; -ENOENT past the end")              \
	CALL(0x503, RS_SET_PERIOD,      MODIFIES, ERROR, "a0 endpoint a1 heartbeat ms (pid 1 only) -> old")         \
	CALL(0x504, RS_REFRESH,         MODIFIES, ERROR, "a0 endpoint: make its spare clone anew (pid 1 only)")     \
	CALL(0x505, RS_AUDIT,           READS,    ERROR, "g0 text -> problems found")                               \
	/* --- DISK: the block device (trusted driver, no fault sites) ----------------------------------------- */ \
	CALL(0x600, DISK_READ,          MODIFIES, NONE,  "by SEND: a0 block a1 cookie a2 grant slot; answered by SEND of DISK_DONE") \
	CALL(0x601, DISK_WRITE,         MODIFIES, NONE,  "the same")                                                \
	CALL(0x602, DISK_DONE,          MODIFIES, NONE,  "a0 result a1 cookie")                                     \
	/* --- kernel calls: a0.. are the arguments of struct kcall ---------------------------------------------*/ \
	CALL(0x1000, KC_BOOTINFO,       RUNTIME,  ERROR, "p struct kc_bootinfo")                                    \
	CALL(0x1001, KC_EVENT,          MODIFIES, ERROR, "p text \"EVENT key=value ...\" without frame, n length: writes it to the event log") \
	CALL(0x1002, KC_CONSOLE,        MODIFIES, ERROR, "p text, n length: writes it to the console")              \
	CALL(0x1003, KC_READY,          MODIFIES, ERROR, "pid 1: `ready`, stop, then arm; -> mode; p char[128] workload") \
	CALL(0x1004, KC_STOP,           MODIFIES, ERROR, "a0 enum kmend_stop: pauses the machine")                  \
	CALL(0x1005, KC_ACTIVATE,       RUNTIME,  ERROR, "the armed block executes: -> KMEND_ACTION or 0 (recovery-rt/fault)") \
	CALL(0x1006, KC_TIME,           READS,    ERROR, "-> guest virtual time in ns")                             \
	CALL(0x1007, KC_SETALARM,       MODIFIES, ERROR, "a0 ns from now, 0 cancels: NOTIFY_ALARM from the kernel; a1 1: one that comes earlier stays") \
	CALL(0x1008, KC_COPY_FROM,      READS,    ERROR, "a0 endpoint a1 grant slot a2 offset; p destination, n bytes") \
	CALL(0x1009, KC_COPY_TO,        READS,    ERROR, "the same, p source: a requester ignores its buffer when its request fails") \
	CALL(0x100a, KC_GRANT,          MODIFIES, ERROR, "a0 slot 2.. a1 grantee a2 access; p address n length (0 revokes)") \
	CALL(0x100b, KC_DRAW,           RUNTIME,  ERROR, "a faulty copy draws: a0 0 its seed, 1 a random number -> r1 (recovery-rt/fault)") \
	CALL(0x100c, KC_SUITE_END,    MODIFIES, ERROR, "pid 1, once: a0 failed tests: `suite-end`, and from here on no fault acts; what follows has LAST_WORDS_MS") \
	CALL(0x100d, KC_PATIENCE,     MODIFIES, ERROR, "pid 1: a0 ns that each of its requests may take from now on, then -ETIMEDOUT; 0: any time; a1 not 0: programs repeat requests on which a server crashed") \
	CALL(0x100e, KC_AUDIT,        READS,    ERROR, "pid 1: the kernel looks at its own books; p text, n its size -> problems found") \
	CALL(0x1010, KC_PROC_CREATE,    MODIFIES, ERROR, "PM: a0 parent endpoint or EP_NONE -> endpoint of a new, stopped user process; registers copied") \
	CALL(0x1011, KC_PROC_EXEC,      MODIFIES, ERROR, "PM: a0 endpoint a1 entry a2 stack pointer: fresh registers, any wait cancelled, runnable") \
	CALL(0x1012, KC_PROC_EXIT,      MODIFIES, ERROR, "PM: a0 endpoint: frees the slot, aborts its IPC")         \
	CALL(0x1013, KC_PROC_RUN,       MODIFIES, ERROR, "PM: a0 endpoint: a stopped process starts; a1 result of the call it waits in") \
	CALL(0x1014, KC_PROC_SIGNAL,    MODIFIES, ERROR, "PM: a0 endpoint a1 handler a2 signal a3 restorer a4 mask to restore: frame pushed before it next runs") \
	CALL(0x1015, KC_PROC_STATE,     READS,    ERROR, "PM, RS: a0 endpoint -> enum kc_state, r1 endpoint waited for, r2 ms of CPU used") \
	CALL(0x1016, KC_PROC_NICE,      MODIFIES, ERROR, "PM: a0 endpoint a1 nice 0..19")                           \
	CALL(0x1017, KC_PROC_WRITE,     MODIFIES, ERROR, "PM, exec: a0 endpoint a1 address; p source, n bytes: into mapped pages") \
	CALL(0x1018, KC_GETSIGNAL,      MODIFIES, ERROR, "PM: -> endpoint of a process with an exception, r1 signal; -EAGAIN") \
	CALL(0x1019, KC_PROC_STOP,      MODIFIES, ERROR, "PM: a0 endpoint: aborts its IPC; it keeps slot and memory and never runs again") \
	CALL(0x1020, KC_VM_MAP,         MODIFIES, ERROR, "VM: a0 endpoint a1 address a2 frame a3 prot (0 unmaps)")  \
	CALL(0x1021, KC_VM_CLEAR,       MODIFIES, ERROR, "VM: a0 endpoint: unmaps everything")                      \
	CALL(0x1022, KC_VM_ZERO,        READS,    ERROR, "VM: a0 frame: fills a frame that nobody maps with zeros") \
	CALL(0x1023, KC_VM_COPY,        READS,    ERROR, "VM: a0 to frame a1 from frame, `to` mapped by nobody")    \
	CALL(0x1024, KC_VM_LOOKUP,      READS,    ERROR, "VM, audits: a0 endpoint a1 address -> frame, r1 prot; -EFAULT") \
	CALL(0x1025, KC_VM_MAPS,        READS,    ERROR, "VM, audits: a0 first frame; p uint16_t[], n bytes: how many page table entries hold each of VM's frames") \
	CALL(0x1030, KC_SPAWN,          MODIFIES, ERROR, "RS: a0 program (endpoint number of the service) a1 slot: load a stopped instance there, reusing what the slot held") \
	CALL(0x1031, KC_START,          MODIFIES, ERROR, "RS: a0 slot a1 endpoint a2 trap mask a3 kernel-call mask index: a fresh instance takes the endpoint") \
	CALL(0x1032, KC_GETCRASH,       MODIFIES, ERROR, "RS: p struct kc_crash; -EAGAIN")                          \
	CALL(0x1033, KC_REPLACE,        MODIFIES, ERROR, "RS: a0 crashed slot a1 clone slot a2 1 recover, 0 fresh start: the clone takes endpoint, queues and capabilities and starts") \
	CALL(0x1034, KC_STALL,          MODIFIES, ERROR, "RS: a0 1: user processes do not run, 0: they do")         \
	CALL(0x1035, KC_CRASH,          MODIFIES, ERROR, "RS: a0 endpoint: treat a hung service as crashed (cause heartbeat)") \
	CALL(0x1036, KC_TRANSFER,       RUNTIME,  ERROR, "replacement, once: copies data and runtime region from the instance it replaces -> enum kmend_policy") \
	CALL(0x1037, KC_RECOVERED,      RUNTIME,  ERROR, "replacement: a0 enum recovery_action a1 bytes of undo log that were rolled back a2 source a3 bits of a notification to be delivered again: emits recovery-end, resumes users, tells RS") \
	CALL(0x1038, KC_SHUTDOWN,       MODIFIES, ERROR, "RS and replacements: p reason, n length: `shutdown` event and stop") \
	CALL(0x1039, KC_RT,             READS,    ERROR, "RS: a0 endpoint; p struct osiris_rt of that service")      \
	CALL(0x103a, KC_FRAMES,         READS,    ERROR, "audits: -> free kernel pool frames, r1 frames of user page tables")            \
	CALL(0x103b, KC_KILL,           RUNTIME,  ERROR, "replacement, before it reports back: a0 endpoint of a user process, not pid 1: stopped, and PM is told to end it (SIGKILL)")

enum seep_effect { SEEP_MODIFIES, SEEP_READS, SEEP_RUNTIME };
enum seep_answer { SEEP_NONE, SEEP_ERROR };

#ifndef MS_IPC_H
#error "include ms/ipc.h first"
#endif

enum ms_call {
#define MS_X(number, name, effect, answer, text) CALL_##name = (number),
	MS_CALLS(MS_X)
#undef MS_X
};

#endif
