/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of what changed in one scope: records by their number in the server's sequence, then what moved away. */

#pragma once

#include "sync/crm-cursor.h"
#include "sync/crm-sync-record.h"
#include "sync/crm-wire-frame.h"

G_BEGIN_DECLS

/**
 * CrmWireRow:
 * @seq: the record's number: it grows with each change of the record
 * @author: who changed it last; nil when nobody is named
 * @record: its whole state
 */
typedef struct
{
  gint64 seq;
  CrmId author;
  CrmSyncRecord *record;
} CrmWireRow;

/**
 * CrmWireMove:
 *
 * A record left the scope with this number. Whoever has it with a smaller one lets go of it.
 */
typedef struct
{
  gint64 seq;
  char *kind; /* (type GRefString) */
  CrmId id;
} CrmWireMove;

/**
 * CrmWirePage:
 * @rows: (element-type CrmWireRow)
 * @moves: (element-type CrmWireMove)
 * @next: where the next page begins
 * @reconcile: the cursor is not one of this server's past: read the scope from its beginning, and let go of what does not come
 */
typedef struct
{
  GArray *rows;
  GArray *moves;
  CrmCursor next;
  gboolean reconcile;
  CrmWireTrailer trailer;
} CrmWirePage;

void crm_wire_page_init (CrmWirePage *self);
void crm_wire_page_clear (CrmWirePage *self);

/* Takes the record. */
void crm_wire_page_add_row (CrmWirePage *self, gint64 seq, const CrmId *author, CrmSyncRecord *record);
void crm_wire_page_add_move (CrmWirePage *self, gint64 seq, const char *kind, const CrmId *id);

/* Fills in the trailer's count and next. */
GBytes *crm_wire_page_write (CrmWirePage *self);

/* Reads one. @self is empty on FALSE; nothing of a page is to be used when anything is wrong with it. */
gboolean crm_wire_page_read (GBytes *bytes, CrmWirePage *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWirePage, crm_wire_page_clear)

G_END_DECLS
