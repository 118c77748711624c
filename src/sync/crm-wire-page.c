/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of what changed in one scope: records by their number in the server's sequence, then what moved away. */

#define G_LOG_DOMAIN "crm-wire"

#include "config.h"

#include "sync/crm-wire-page.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_row (gpointer data)
{
  g_clear_pointer (&((CrmWireRow *)data)->record, crm_sync_record_unref);
}

static void
clear_move (gpointer data)
{
  g_clear_pointer (&((CrmWireMove *)data)->kind, g_ref_string_release);
}

void
crm_wire_page_init (CrmWirePage *self)
{
  *self = (CrmWirePage){ g_array_new (FALSE, TRUE, sizeof (CrmWireRow)), g_array_new (FALSE, TRUE, sizeof (CrmWireMove)) };
  g_array_set_clear_func (self->rows, clear_row);
  g_array_set_clear_func (self->moves, clear_move);
}

void
crm_wire_page_clear (CrmWirePage *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->moves, g_array_unref);
  crm_wire_trailer_clear (&self->trailer);
}

void
crm_wire_page_add_row (CrmWirePage *self, gint64 seq, const CrmId *author, CrmSyncRecord *record)
{
  CrmWireRow row = { .seq = seq, .record = record };

  if (author != NULL)
    row.author = *author;

  g_array_append_val (self->rows, row);
}

void
crm_wire_page_add_move (CrmWirePage *self, gint64 seq, const char *kind, const CrmId *id)
{
  CrmWireMove move = { seq, g_ref_string_new (kind), *id };

  g_array_append_val (self->moves, move);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static void
append_row (GString *lines, const CrmWireRow *row)
{
  char author[CRM_ID_STRING_LENGTH + 1];

  g_string_append_printf (lines, "[\"r\",%" G_GINT64_FORMAT ",", row->seq);
  if (crm_id_is_nil (&row->author))
    g_string_append (lines, "null,");
  else
    g_string_append_printf (lines, "\"%s\",", crm_id_format (&row->author, author));
  crm_wire_append_record (lines, row->record);
  g_string_append (lines, "]\n");
}

GBytes *
crm_wire_page_write (CrmWirePage *self)
{
  GString *lines = g_string_new (self->reconcile ? "[\"reconcile\"]\n" : NULL);
  char text[CRM_CURSOR_LENGTH_MAX];
  char id[CRM_ID_STRING_LENGTH + 1];

  for (guint i = 0; i < self->rows->len; i++)
    append_row (lines, &g_array_index (self->rows, CrmWireRow, i));
  for (guint i = 0; i < self->moves->len; i++)
    {
      const CrmWireMove *move = &g_array_index (self->moves, CrmWireMove, i);

      g_string_append_printf (lines, "[\"m\",%" G_GINT64_FORMAT ",\"%s\",\"%s\"]\n", move->seq, move->kind, crm_id_format (&move->id, id));
    }
  self->trailer.count = self->rows->len + self->moves->len + (self->reconcile ? 1 : 0);
  g_set_str (&self->trailer.next, crm_cursor_format (&self->next, text));
  crm_wire_frame_close (lines, &self->trailer);
  return g_string_free_to_bytes (lines);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
scan_seq (CrmWireScan *scan, gint64 *seq)
{
  return crm_wire_scan_sign (scan, ',') && crm_wire_scan_integer (scan, seq) && *seq > 0 && crm_wire_scan_sign (scan, ',');
}

static gboolean
scan_author (CrmWireScan *scan, GString *text, CrmId *author)
{
  *author = (CrmId){ 0 };
  if (crm_wire_scan_is_at (scan, 'n'))
    return crm_wire_scan_null (scan);
  return crm_wire_scan_string (scan, text) && crm_id_parse (text->str, author);
}

static gboolean
scan_row (CrmWireScan *scan, GString *text, CrmWirePage *self)
{
  CrmSyncRecord *record;
  CrmId author;
  gint64 seq;

  if (!scan_seq (scan, &seq) || !scan_author (scan, text, &author) || !crm_wire_scan_sign (scan, ','))
    return FALSE;
  record = crm_wire_scan_record (scan);
  if (record == NULL)
    return FALSE;
  crm_wire_page_add_row (self, seq, &author, record);
  return record->is_whole && crm_wire_scan_rest (scan);
}

static gboolean
scan_move (CrmWireScan *scan, GString *text, CrmWirePage *self)
{
  g_autofree char *kind = NULL;
  CrmId id;
  gint64 seq;

  if (!scan_seq (scan, &seq) || !crm_wire_scan_string (scan, text) || !crm_sync_is_name (text->str, text->len))
    return FALSE;
  kind = g_strdup (text->str);
  if (!crm_wire_scan_sign (scan, ',') || !crm_wire_scan_string (scan, text) || !crm_id_parse (text->str, &id))
    return FALSE;
  crm_wire_page_add_move (self, seq, kind, &id);
  return crm_wire_scan_rest (scan);
}

/* Lines of a word that a later version adds are passed over. */
static gboolean
scan_line (CrmWireScan *scan, GString *text, CrmWirePage *self)
{
  if (!crm_wire_scan_sign (scan, '[') || !crm_wire_scan_string (scan, text))
    return FALSE;
  if (strcmp (text->str, "r") == 0)
    return scan_row (scan, text, self);
  if (strcmp (text->str, "m") == 0)
    return scan_move (scan, text, self);
  if (strcmp (text->str, "reconcile") == 0)
    self->reconcile = TRUE;
  return crm_wire_scan_rest (scan);
}

static gboolean
read_page (CrmWireFrame *frame, CrmWirePage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CrmWireScan scan;
  gboolean fits;

  while (crm_wire_frame_next (frame, &scan, &fits))
    if (!fits || !scan_line (&scan, text, self) || !crm_wire_scan_end (&scan))
      return FALSE;
  return frame->trailer.next != NULL && crm_cursor_parse (frame->trailer.next, &self->next);
}

gboolean
crm_wire_page_read (GBytes *bytes, CrmWirePage *self, GError **error)
{
  g_auto (CrmWireFrame) frame = { 0 };

  crm_wire_page_init (self);
  if (crm_wire_frame_open (bytes, &frame, error))
    {
      if (read_page (&frame, self))
        {
          self->trailer = frame.trailer;
          frame.trailer = (CrmWireTrailer){ 0 };
          return TRUE;
        }
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("What came over the network is not what the protocol says. Nothing of it was used."));
    }
  crm_wire_page_clear (self);
  return FALSE;
}
