/* What a campaign says on stderr while it goes on. */
#ifndef KMEND_CAMPAIGN_SAY_H
#define KMEND_CAMPAIGN_SAY_H

/* One line with `kmend: ` in front, in safe form. */
void campaign_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
