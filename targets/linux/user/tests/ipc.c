/*
 * System V and POSIX inter-process communication, and futexes.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

static int id;

struct text_message {
	long type;
	char text[64];
};

static void message_child(void)
{
	struct text_message message = {.type = 5};
	CHECK(msgrcv(id, &message, sizeof(message.text), 7, 0) == 5);
	message.type = 8;
	CHECK(msgsnd(id, &message, 5, 0) == 0);
}

TEST(sysv_messages, "sysv-messages")
{
	struct text_message message = {.type = 3, .text = "three"};
	struct msqid_ds state;
	id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
	CHECK(id >= 0 && msgsnd(id, &message, 6, 0) == 0);
	message = (struct text_message){.type = 2, .text = "two"};
	CHECK(msgsnd(id, &message, 4, 0) == 0 && msgctl(id, IPC_STAT, &state) == 0 && state.msg_qnum == 2);
	/* The lowest type first, then any. */
	CHECK(msgrcv(id, &message, 64, -4, 0) == 4 && message.type == 2);
	CHECK_ERROR(msgrcv(id, &message, 2, 0, 0), E2BIG);
	CHECK(msgrcv(id, &message, 64, 0, 0) == 6 && strcmp(message.text, "three") == 0);
	CHECK_ERROR(msgrcv(id, &message, 64, 0, IPC_NOWAIT), ENOMSG);
	pid_t pid = test_fork(message_child);
	message = (struct text_message){.type = 7, .text = "seven"};
	CHECK(msgsnd(id, &message, 5, 0) == 0 && msgrcv(id, &message, 64, 8, 0) == 5 &&
	        memcmp(message.text, "seven", 5) == 0);
	test_wait(pid);
	CHECK(msgctl(id, IPC_RMID, NULL) == 0);
	CHECK_ERROR(msgsnd(id, &message, 1, 0), EINVAL);
}

static void semaphore_child(void)
{
	struct sembuf take[2] = {{0, -1, SEM_UNDO}, {1, -2, 0}};
	CHECK(semop(id, take, 2) == 0);
}

TEST(sysv_semaphores, "sysv-semaphores")
{
	struct sembuf give = {1, 2, 0}, take = {0, -5, IPC_NOWAIT}, zero = {1, 0, 0};
	unsigned short values[3] = {1, 0, 4};
	id = semget(IPC_PRIVATE, 3, IPC_CREAT | 0600);
	CHECK(id >= 0 && semctl(id, 0, SETALL, values) == 0);
	CHECK_ERROR(semop(id, &take, 1), EAGAIN);
	pid_t pid = test_fork(semaphore_child);
	/* Wait until the child sleeps on the second one. */
	for (int i = 0; i < 1000 && semctl(id, 1, GETNCNT) == 0; i++)
		usleep(100);
	CHECK(semctl(id, 1, GETNCNT) == 1);
	CHECK(semop(id, &give, 1) == 0 && semop(id, &zero, 1) == 0);
	test_wait(pid);
	/* The child's end undid what it took from the first one. */
	CHECK(semctl(id, 0, GETVAL) == 1 && semctl(id, 1, GETVAL) == 0);
	CHECK(semctl(id, 0, IPC_RMID) == 0);
	CHECK_ERROR(semop(id, &give, 1), EINVAL);
}

static void segment_child(void)
{
	char *memory = shmat(id, NULL, SHM_RDONLY);
	CHECK(memory != (void *)-1 && strcmp(memory + 5000, "in the segment") == 0);
}

TEST(sysv_memory, "sysv-memory")
{
	struct shmid_ds state;
	id = shmget(IPC_PRIVATE, 8192, IPC_CREAT | 0600);
	CHECK(id >= 0);
	char *memory = shmat(id, NULL, 0), *twice = shmat(id, NULL, 0);
	CHECK(memory != (void *)-1 && twice != (void *)-1 && memory != twice);
	strcpy(memory + 5000, "in the segment");
	CHECK(strcmp(twice + 5000, memory + 5000) == 0);
	test_wait(test_fork(segment_child));
	CHECK(shmctl(id, IPC_STAT, &state) == 0 && state.shm_nattch == 2 && state.shm_segsz == 8192);
	CHECK(shmctl(id, IPC_RMID, NULL) == 0 && memory[5000] == 'i' && shmdt(memory) == 0 && shmdt(twice) == 0);
	CHECK_ERROR(shmdt(memory), EINVAL);
	CHECK(shmat(id, NULL, 0) == (void *)-1);
}

static mqd_t queue;

static void queue_child(void)
{
	char text[16];
	unsigned priority = 0;
	CHECK(mq_receive(queue, text, sizeof(text), &priority) == 6 && priority == 1 && strcmp(text, "child") == 0);
}

TEST(posix_queue, "posix-queue")
{
	char text[16];
	unsigned priority;
	struct mq_attr attributes = {.mq_maxmsg = 3, .mq_msgsize = 16}, now;
	queue = mq_open("/kmend", O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
	CHECK(queue >= 0);
	pid_t pid = test_fork(queue_child);
	CHECK(mq_send(queue, "child", 6, 1) == 0);
	test_wait(pid);
	CHECK(mq_send(queue, "low", 4, 1) == 0 && mq_send(queue, "high", 5, 9) == 0 &&
	        mq_send(queue, "low2", 5, 1) == 0);
	CHECK(mq_getattr(queue, &now) == 0 && now.mq_curmsgs == 3);
	struct timespec past = {1, 0};
	CHECK_ERROR(mq_timedsend(queue, "x", 2, 1, &past), ETIMEDOUT);
	CHECK(mq_receive(queue, text, 16, &priority) == 5 && priority == 9 && strcmp(text, "high") == 0);
	CHECK(mq_receive(queue, text, 16, &priority) == 4 && strcmp(text, "low") == 0);
	CHECK_ERROR(mq_send(queue, text, 17, 0), EMSGSIZE);
	CHECK(mq_unlink("/kmend") == 0 && mq_close(queue) == 0);
	CHECK_ERROR(mq_unlink("/kmend"), ENOENT);
}

static sem_t *semaphores;

static void posix_child(void)
{
	for (int i = 0; i < 4; i++)
		CHECK(sem_wait(&semaphores[0]) == 0 && sem_post(&semaphores[1]) == 0);
}

TEST(posix_memory, "posix-memory")
{
	int fd = shm_open("/kmend", O_RDWR | O_CREAT | O_EXCL, 0600);
	CHECK(fd >= 0 && ftruncate(fd, 4096) == 0);
	semaphores = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(semaphores != MAP_FAILED && sem_init(&semaphores[0], 1, 0) == 0 && sem_init(&semaphores[1], 1, 0) == 0);
	pid_t pid = test_fork(posix_child);
	for (int i = 0; i < 4; i++)
		CHECK(sem_post(&semaphores[0]) == 0 && sem_wait(&semaphores[1]) == 0);
	test_wait(pid);
	CHECK_ERROR(sem_trywait(&semaphores[1]), EAGAIN);
	CHECK(shm_unlink("/kmend") == 0);
	CHECK_ERROR(shm_open("/kmend", O_RDWR, 0), ENOENT);
}

static unsigned *word;

static long futex(int operation, unsigned value, const struct timespec *limit)
{
	return syscall(SYS_futex, word, operation, value, limit, NULL, 0);
}

TEST(futex_wake, "futex-wake")
{
	struct timespec limit = {0, 1000000};
	word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(word != MAP_FAILED);
	CHECK_ERROR(futex(FUTEX_WAIT, 1, NULL), EAGAIN);
	CHECK_ERROR(futex(FUTEX_WAIT, 0, &limit), ETIMEDOUT);
	pid_t pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		/* Woken, or never asleep when the word changed first. */
		while (*(volatile unsigned *)word == 0)
			CHECK(futex(FUTEX_WAIT, 0, NULL) == 0 || errno == EAGAIN);
		_exit(*word == 1 ? TEST_PASSED : TEST_FAILED);
	}
	usleep(1000);
	*(volatile unsigned *)word = 1;
	CHECK(futex(FUTEX_WAKE, 10, NULL) == 1);
	test_wait(pid);
	CHECK(futex(FUTEX_WAKE, 10, NULL) == 0);
}

TEST(futex_pi, "futex-pi")
{
	word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(word != MAP_FAILED);
	CHECK(futex(FUTEX_LOCK_PI, 0, NULL) == 0 && *word == (unsigned)gettid());
	CHECK_ERROR(futex(FUTEX_LOCK_PI, 0, NULL), EDEADLK);
	pid_t pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK_ERROR(futex(FUTEX_TRYLOCK_PI, 0, NULL), EAGAIN);
		CHECK(futex(FUTEX_LOCK_PI, 0, NULL) == 0);
		CHECK(futex(FUTEX_UNLOCK_PI, 0, NULL) == 0);
		_exit(TEST_PASSED);
	}
	for (int i = 0; i < 1000 && !(*(volatile unsigned *)word & FUTEX_WAITERS); i++)
		usleep(100);
	CHECK(futex(FUTEX_UNLOCK_PI, 0, NULL) == 0);
	test_wait(pid);
	CHECK_ERROR(futex(FUTEX_UNLOCK_PI, 0, NULL), EPERM);
}
