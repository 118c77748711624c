/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the writer share: records (crm-writer.c), records of a sync (crm-writer-sync.c), transactions (crm-writer-chunk.c), node id and clock (crm-writer-node.c), deriving anew (crm-writer-rebuild.c). */

#pragma once

#include "core/store/crm-fresh-batch.h"
#include "core/store/crm-writer.h"

G_BEGIN_DECLS

/* Rows created one after another, not yet written to edit_range; empty while first is 0. */
typedef struct
{
  gint64 first;
  gint64 last;
} CreatedRange;

typedef enum
{
  TOUCH_FACTS = 1 << 0,
  TOUCH_SEARCH = 1 << 1,
} Touch;

typedef struct
{
  Touch what;
  CrmRecord *written; /* (nullable): as it was written, where nothing has touched it since */
} CrmTouched;

struct _CrmWriter
{
  /* borrowed */
  CrmConnection *connection;

  /* owned */
  CrmClock *clock;
  char *calling_code;
  gboolean han_first;
  char *device;

  CrmId user;
  guint64 node;
  CrmHlc last;
  gint64 offset; /* microseconds: what the clock must be corrected by to show the server's time */

  gint64 wrote_at; /* monotonic: when it wrote last */

  /* for the transaction under way */
  gint64 edit;
  gint64 now;
  CrmHlc stamp;
  CrmWrite *write;
  CrmWriterAwaited awaited;
  gpointer awaited_data;
  gboolean erases;                /* something, in this transaction */
  gint64 cut;                     /* microseconds: by how much a chunk is shorter than it may be at the most */
  GHashTable *touched;            /* CrmId → CrmTouched: customers to bring up to date */
  GHashTable *stale[CRM_N_KINDS]; /* (nullable): a set of CrmId: records whose kind's rules keep facts, to bring up to date */
  CrmFreshBatch *fresh;
  CreatedRange ranges[CRM_N_KINDS];
};

/* What rules are told of the transaction under way. */
CrmRulesContext crm_writer_get_rules_context (CrmWriter *self);

/* Forgets what was to be brought up to date. */
void crm_writer_forget (CrmWriter *self);

/* Frees an array of all values of a record. */
void crm_writer_clear_values (const CrmKind *kind, CrmValue *values);

/* Writes what happens to one record; in the caller's transaction, as all of these. */
gboolean crm_writer_apply_change (CrmWriter *self, const CrmChange *change, GError **error);

/* Takes a record's values away for good (crm-writer-erase.c); and what is left of them in a row's surroundings once it has none. */
gboolean crm_writer_erase (CrmWriter *self, const CrmChange *change, GError **error);
gboolean crm_writer_erase_past (CrmWriter *self, const CrmRecord *before, GError **error);

/* Takes what waits to be sent of a record, could not be saved or lost off the lists: of one that was erased they may be there without the record. */
gboolean crm_writer_forget_lists (CrmWriter *self, const CrmId *id, GError **error);

/* At the end of a transaction in which something was erased: its words go from the indexes. */
gboolean crm_writer_clean_indexes (CrmWriter *self, GError **error);

/* The same for what a sync has decided already (crm-writer-sync.c). */
gboolean crm_writer_apply_stamped (CrmWriter *self, const CrmChange *change, GError **error);

/* Marks the customers whose facts or document hang on this record. */
gboolean crm_writer_touch_customers (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, Touch what, GError **error);

/* Marks the records whose facts hang on this one. */
gboolean crm_writer_mark_stale (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GError **error);

gboolean crm_writer_note_created (CrmWriter *self, CrmKindId kind, gint64 rowid, GError **error);
gboolean crm_writer_add_history (CrmWriter *self, const CrmRecord *record, const char *field, const char *old, const char *new, GError **error);

/* Reads the file's node id, or gives it one, with the last clock of that node; and what the clock is corrected by. */
gboolean crm_writer_load_node (CrmWriter *self, GError **error);
gboolean crm_writer_load_offset (CrmWriter *self, GError **error);

/* The time that clocks are made of, microseconds UTC. */
gint64 crm_writer_get_time (CrmWriter *self);

/* Writes the customers that wait for their children. They are out of the batch before any is touched again. */
gboolean crm_writer_write_fresh_customers (CrmWriter *self, GError **error);

/* Writes down which rows the edit created. */
gboolean crm_writer_write_ranges (CrmWriter *self, GError **error);

G_END_DECLS
