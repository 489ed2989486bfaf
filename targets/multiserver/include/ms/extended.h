/*
 * What policy `extended` knows beyond `enhanced` (OSIRIS VII): one table, beside that of ms/calls.h, of the messages and kernel calls that
 * modify their receiver and close no window all the same, of the request that is never answered and of the notifications. What is
 * not here closes the window or ends in a controlled shutdown, as under `enhanced`. Each row says why it is right.
 *
 * Outbound, class and which arguments name processes (ARG(n), or-ed; 0: none):
 *   LOCAL     the effects are confined to the processes of `sent`, and end with them. The window stays open when each of them is the requester
 *             (and not pid 1), came into being in this window, or is what the request is about. After a rollback those that were touched are
 *             killed; a requester that is not one of them gets its error reply.
 *             `handled`, for who receives it from PM: what the request is about. PM itself ends these, or asks again, when it gets an error.
 *   PAGE      a page fault: `handled` is the owner of the page, who is killed after a rollback when it was touched.
 *   CREATES   its result is a process that nobody else knows yet.
 *   HARMLESS  the receiver is none the worse when the sender forgets that it was sent.
 * Inbound, without an answer:
 *   KILL      the requester is killed.
 */
#ifndef MS_EXTENDED_H
#define MS_EXTENDED_H

#define ARG(n) (1u << (n))

/*     kind            class     sent    handled           why */
#define MS_EXTENDED(X)                                                                                                                     \
	X(KC_PROC_CREATE,  CREATES,  0,      0,                "a stopped process without memory or files: ended, and gone")                   \
	X(KC_PROC_RUN,     LOCAL,    ARG(0), 0,                "it runs a little, like any process that is killed early; PM runs on first")     \
	X(KC_PROC_EXEC,    LOCAL,    ARG(0), 0,                "its registers, its wait")                                                     \
	X(KC_PROC_WRITE,   LOCAL,    ARG(0), 0,                "its memory")                                                                  \
	X(KC_PROC_NICE,    LOCAL,    ARG(0), 0,                "its turn")                                                                    \
	X(KC_PROC_STOP,    LOCAL,    ARG(0), 0,                "it keeps slot and memory, and can still be ended: twice stopped is stopped")  \
	X(KC_PROC_SIGNAL,  LOCAL,    ARG(0), 0,                "a frame that is pushed when it next runs: never")                             \
	X(KC_VM_MAP,       LOCAL,    ARG(0), 0,                "its page table; VM's books come back, and it runs no more before they agree") \
	X(KC_VM_CLEAR,     LOCAL,    ARG(0), 0,                "the same; who cannot be let go of has no pages in the books either (space_settle)") \
	X(VM_FORK,         LOCAL,    ARG(1), ARG(0) | ARG(1),  "the child's space; the parent loses write permission, which its next write mends") \
	X(VM_NEW,          LOCAL,    ARG(0), ARG(0),           "an empty space")                                                              \
	X(VM_RESET,        LOCAL,    ARG(0), ARG(0),           "its old program is gone: PM ends it after an error")                          \
	X(VM_MAP,          LOCAL,    ARG(0), ARG(0),           "its pages: PM ends it after an error")                                        \
	X(VM_EXIT,         LOCAL,    ARG(0), ARG(0),           "once more is -ESRCH; after an error PM remembers and asks again")             \
	X(VFS_FORK,        LOCAL,    ARG(1), 0,                "the child's descriptors")                                                     \
	X(VFS_EXEC_DONE,   LOCAL,    ARG(0), 0,                "its own descriptors are closed, as its end would")                            \
	X(VFS_EXIT,        LOCAL,    ARG(0), 0,                "once more is -ESRCH")                                                         \
	X(DS_EXIT,         LOCAL,    ARG(0), 0,                "the same")                                                                    \
	X(VM_PAGEFAULT,    PAGE,     0,      ARG(2),           "VM's books and the owner's page table; for the service that copies: a page more, as if touched before") \
	X(MSG_NOTIFY,      HARMLESS, 0,      0,                "a hint: who gets one looks, and finds what there is, or nothing")             \
	X(KC_SETALARM,     HARMLESS, 0,      0,                "after the rollback the runtime asks for an alarm, and the service sets its own") \
	X(KC_GETSIGNAL,    HARMLESS, 0,      0,                "the kernel offers PM's replacement again what has not come to an end")        \
	X(PM_EXIT,         KILL,     0,      0,                "it asked to be ended, and is")

/*
 * Notifications to a service: its endpoint's name, the bit, class, why. DROP: the rollback is all. REPEAT: it is delivered again, three times in
 * a row at most: a fault that is there each time ends in a controlled shutdown. Of an alarm the runtime takes care (ms/params.h, ALARM_AGAIN_MS).
 */
#define MS_EXTENDED_NOTIFICATIONS(X)                                                                                          \
	X(RS,  ALARM,     DROP,   "heartbeats: without them hangs are not found, and nothing else is lost")                   \
	X(RS,  PONG,      DROP,   "a sign of life that is not noted: after three, who is at rest is asked anew, who runs is recovered") \
	X(RS,  CRASH,     REPEAT, "until it is fetched, the crash is there to be fetched again")                              \
	X(RS,  RECOVERED, REPEAT, "the spare is made anew then")                                                              \
	X(PM,  ALARM,     REPEAT, "what was due is due again: the list of timers came back with the rollback")                \
	X(PM,  SIGNAL,    REPEAT, "the kernel offers again what was fetched (KC_GETSIGNAL)")

#endif
