/* Compiled with KMEND_RECOVERY=akeso and kernel.domains. */
#include "kernel.h"

struct object objects[OBJECTS];
int requests, hits, mode, device, lock_word, order[8], norder, twice;
struct object *queue;

volatile int registers;
int depth;

void *memcpy(void *to, const void *from, __SIZE_TYPE__ n);

struct object *object_new(int value)
{
	for (int i = 0; i < OBJECTS; i++)
		if (!objects[i].is_used) {
			objects[i].is_used = 1;
			meet(IN_ALLOCATOR);
			objects[i].value = value;
			return &objects[i];
		}
	return 0;
}

void object_free(struct object *object)
{
	order[norder++ % 8] = object->value;
	object_gone(object);
}

void object_gone(struct object *object)
{
	twice += !object->is_used;
	object->is_used = 0;
	plain_link(object);
}

/* The allocator's own: nobody is told. */
void plain_link(struct object *object)
{
	object->name[0] = 'f';
}

int statistics(void)
{
	hits++;
	meet(IN_STATISTICS);
	return hits;
}

int device_write(int value)
{
	device += value;
	meet(IN_DEVICE);
	return value;
}

void device_undo(int value)
{
	device -= value;
}

void take(int *lock)
{
	while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE))
		yield();
}

int try_take(int *lock)
{
	return !__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE);
}

void give(int *lock)
{
	__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

int inner(int *into, int value)
{
	*into += value;
	meet(IN_INNER);
	return value;
}

int request(int number, int value)
{
	int total = 0, results[4] = { 0 };
	struct object *object;

	requests++;
	depth++;
	registers++;
	results[number & 3] = inner(&total, value);
	object = object_new(value + total);
	if (!object)
		return -2;
	statistics();
	device_write(value);
	take(&lock_word);
	objects[number].value = value;
	meet(UNDER_LOCK);
	yield();
	give(&lock_word);
	if (mode)
		object_free(object);
	meet(AFTER_RELEASE);
	yield();
	meet(IN_REQUEST);
	depth--;
	return results[number & 3] + total;
}

int read_value(int number)
{
	int value = objects[number].value;

	requests += 100;
	yield();
	meet(AFTER_YIELD);
	return value;
}

int copy_names(struct object *to, const struct object *from)
{
	*to = *from;
	memcpy(to->name, from->name + 1, sizeof(to->name) - 1);
	meet(IN_REQUEST);
	return 0;
}

int wide(int64_t value, struct object by_value, double extra)
{
	requests += (int)value + by_value.value;
	by_value.value = 9;
	meet(IN_REQUEST);
	return by_value.value + (int)extra;
}

void point(void)
{
	hits++;
}

int commit_point(int value)
{
	requests += value;
	point();
	meet(AFTER_POINT);
	return value;
}

void interrupt(void)
{
	hits += 100;
	objects[1].value = 50;
}

int send(int value)
{
	struct object *object = object_new(value);

	if (!object)
		return -2;
	object->name[0] = 's';
	queue = object;
	meet(AFTER_RELEASE);
	yield();
	meet(IN_REQUEST);
	return value;
}

void interrupt_receives(void)
{
	object_free(queue);
	queue = 0;
}

int receive(int value)
{
	object_free(queue);
	queue = 0;
	yield();
	return value;
}

int attempt(int value)
{
	requests += value;
	meet(IN_TRY);
	return value;
}

int look(int number)
{
	int value = objects[number].value;

	requests += 100;
	yield();
	meet(AFTER_YIELD);
	return value + 1;
}

int deliver(int number)
{
	requests += 10;
	return objects[number].value;
}

void redeliver(int number)
{
	order[norder++ % 8] = 100 + number;
}

void take_slowly(int *lock)
{
	*lock = 1;
	yield();
	order[norder++ % 8] = 7;
}

int pass(int number)
{
	int value = objects[number].value;

	requests += 100;
	take_slowly(&lock_word);
	requests += 100;
	give(&lock_word);
	return value;
}

/* A place in a queue is had once, however often it is asked for; AGAIN 2: it is had no more. */
void stand(int *place, int again)
{
	*place = again != 2;
}

void leave(int *place)
{
	*place = 0;
}

int linger(int rounds)
{
	requests++;
	stand(&lock_word, 0);
	stand(&lock_word, 1);
	if (rounds == 1)
		meet(UNDER_LOCK);
	if (rounds == 2)
		stand(&lock_word, 2);
	else
		leave(&lock_word);
	meet(AFTER_RELEASE);
	return rounds;
}

void mark(void)
{
	hits++;
	__asm__ volatile("btsl %1, %0" : "+m"(device) : "Ir"(3));
	meet(IN_WHOLE);
}

int shuffle(void)
{
	requests++;
	mark();
	meet(AFTER_WHOLE);
	return 1;
}

int *sleepers_result;

/* As a scheduler: in no logged domain. */
void sleep_now(void)
{
	yield();
}

int sleeper(int value)
{
	int result = 0;

	requests += 100;
	sleepers_result = &result;
	sleep_now();
	return value + *(volatile int *)&result;
}

int waker(int value)
{
	yield();
	*sleepers_result = value;
	yield();
	meet(AFTER_YIELD);
	return value;
}
