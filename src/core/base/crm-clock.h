/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock the program reads, injected so that tests decide the time; and the hybrid logical clock of each change. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CRM_TYPE_CLOCK (crm_clock_get_type ())

G_DECLARE_FINAL_TYPE (CrmClock, crm_clock, CRM, CLOCK, GObject)

/* A clock that shows the system's time and zone. */
CrmClock *crm_clock_new (void);

/**
 * crm_clock_new_fixed:
 * @now: microseconds UTC since the Unix epoch
 * @zone: an IANA zone name
 *
 * Returns: (transfer full): a clock that moves only by crm_clock_advance().
 */
CrmClock *crm_clock_new_fixed (gint64 now, const char *zone);

void crm_clock_advance (CrmClock *self, gint64 microseconds);

/* Microseconds UTC since the Unix epoch. Any thread. */
gint64 crm_clock_now (CrmClock *self);

/* Borrowed; the zone dates are shown and entered in. */
GTimeZone *crm_clock_get_zone (CrmClock *self);

#define CRM_HLC_LENGTH 14

/**
 * CrmHlc:
 *
 * A hybrid logical clock (Kulkarni et al., 2014), compared by memcmp(): 48 bits of milliseconds, 16 of counter, 48 of
 * the file's random node id.
 */
typedef struct
{
  guint8 bytes[CRM_HLC_LENGTH];
} CrmHlc;

/**
 * crm_hlc_next:
 * @last: the largest clock the file has seen
 * @now: microseconds UTC
 * @node: the file's node id, 48 bits
 *
 * Returns: a clock larger than @last and, where that is possible, showing @now. A full counter adds a millisecond.
 */
CrmHlc crm_hlc_next (const CrmHlc *last, gint64 now, guint64 node);

/* Like memcmp(). */
int crm_hlc_compare (const CrmHlc *a, const CrmHlc *b);

/* The clock of what the program makes by itself on every device alike: smaller than any other. */
gboolean crm_hlc_is_zero (const CrmHlc *clock);

/* Milliseconds since the Unix epoch, and the node id. */
gint64 crm_hlc_get_time (const CrmHlc *clock);
guint64 crm_hlc_get_node (const CrmHlc *clock);

/* Another time, not before the epoch, of the same counter and of @node. */
CrmHlc crm_hlc_move (const CrmHlc *clock, gint64 milliseconds, guint64 node);

#define CRM_HLC_STRING_LENGTH 28

/* As 28 hexadecimal digits, lower case, which sort as the clocks do. Returns @buffer. Parsing takes nothing else. */
char *crm_hlc_format (const CrmHlc *clock, char buffer[CRM_HLC_STRING_LENGTH + 1]);
gboolean crm_hlc_parse (const char *text, gsize length, CrmHlc *clock);

/**
 * crm_hlc_pack_field:
 * @packed: (element-type guint8): the clocks of a record's fields: length, name, clock, one after another
 * @field: permanent name
 * @clock: its clock
 *
 * Sets the clock of one field, adding it when it is not there.
 */
void crm_hlc_pack_field (GByteArray *packed, const char *field, const CrmHlc *clock);

/* Gives the clocks of one node in @packed to another. Returns whether there were any. */
gboolean crm_hlc_renew_packed (GByteArray *packed, guint64 from, guint64 to);

/* Finds a field's clock in @packed; FALSE when the record's creation clock stands for it. */
gboolean crm_hlc_find_field (const guint8 *packed, gsize length, const char *field, CrmHlc *clock);

G_END_DECLS
