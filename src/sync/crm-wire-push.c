/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client pushes, and what the server says to each record of it. */

#define G_LOG_DOMAIN "crm-wire"

#include "config.h"

#include "sync/crm-wire-push.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const verdict_names[CRM_N_VERDICTS] = {
  [CRM_VERDICT_OK] = "ok",
  [CRM_VERDICT_SUPERSEDED] = "superseded",
  [CRM_VERDICT_MERGE] = "merge",
  [CRM_VERDICT_CLOCK] = "clock",
  [CRM_VERDICT_REJECTED] = "rejected",
  [CRM_VERDICT_GONE] = "gone",
};

/* A reason that a later server gives is "other". */
static const char *const reasons[] = { "kind", "malformed", "node", "permission", "scope", "size", "unknown", "other" };

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("What came over the network is not what the protocol says. Nothing of it was used."));
  return FALSE;
}

static void
unref_record (gpointer record)
{
  if (record != NULL)
    crm_sync_record_unref (record);
}

/* ── the push ─────────────────────────────────────────────────────────────────────────────── */

void
crm_wire_push_clear (CrmWirePush *self)
{
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
}

GBytes *
crm_wire_push_write (guint64 node, gint64 number, GPtrArray *records)
{
  GString *lines = g_string_new (NULL);
  CrmWireTrailer trailer = { .count = (gint64)records->len + 1 };

  g_string_append_printf (lines, "[\"push\",\"%012" G_GINT64_MODIFIER "x\",%" G_GINT64_FORMAT "]\n", node, number);
  for (guint i = 0; i < records->len; i++)
    {
      g_string_append_c (lines, '[');
      crm_wire_append_record (lines, records->pdata[i]);
      g_string_append (lines, "]\n");
    }
  crm_wire_frame_close (lines, &trailer);
  return g_string_free_to_bytes (lines);
}

static gboolean
scan_node (const char *text, guint64 *node)
{
  char again[13];

  *node = g_ascii_strtoull (text, NULL, 16);
  if (*node >> 48 != 0)
    return FALSE;
  g_snprintf (again, sizeof again, "%012" G_GINT64_MODIFIER "x", *node);
  return strcmp (again, text) == 0;
}

static gboolean
read_head (CrmWireFrame *frame, CrmWirePush *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CrmWireScan scan;
  gboolean fits;

  if (!crm_wire_frame_next (frame, &scan, &fits) || !fits || !crm_wire_scan_sign (&scan, '['))
    return FALSE;
  if (!crm_wire_scan_string (&scan, text) || strcmp (text->str, "push") != 0 || !crm_wire_scan_sign (&scan, ','))
    return FALSE;
  if (!crm_wire_scan_string (&scan, text) || !scan_node (text->str, &self->node) || !crm_wire_scan_sign (&scan, ','))
    return FALSE;
  return crm_wire_scan_integer (&scan, &self->number) && self->number > 0 && crm_wire_scan_rest (&scan);
}

/* A line that is none leaves a hole: it is answered in its place. */
static CrmSyncRecord *
read_record (CrmWireScan *scan)
{
  g_autoptr (CrmSyncRecord) record = NULL;

  if (!crm_wire_scan_sign (scan, '['))
    return NULL;
  record = crm_wire_scan_record (scan);
  return record != NULL && crm_wire_scan_rest (scan) && crm_wire_scan_end (scan) ? g_steal_pointer (&record) : NULL;
}

gboolean
crm_wire_push_read (GBytes *bytes, CrmWirePush *self, GError **error)
{
  g_auto (CrmWireFrame) frame = { 0 };
  CrmWireScan scan;
  gboolean fits;

  *self = (CrmWirePush){ 0 };
  if (!crm_wire_frame_open (bytes, &frame, error))
    return FALSE;
  if (frame.trailer.count > CRM_WIRE_PUSH_MAX + 1 || !read_head (&frame, self))
    return fail (error);
  self->hash = crm_wire_frame_dup_hash (&frame);
  self->records = g_ptr_array_new_with_free_func (unref_record);
  while (crm_wire_frame_next (&frame, &scan, &fits))
    g_ptr_array_add (self->records, fits ? read_record (&scan) : NULL);
  return TRUE;
}

/* ── the answer ───────────────────────────────────────────────────────────────────────────── */

static void
clear_verdict (gpointer data)
{
  CrmWireVerdict *self = data;

  g_clear_pointer (&self->record, crm_sync_record_unref);
}

GArray *
crm_wire_verdicts_new (void)
{
  GArray *verdicts = g_array_new (FALSE, TRUE, sizeof (CrmWireVerdict));

  g_array_set_clear_func (verdicts, clear_verdict);
  return verdicts;
}

static void
append_verdict (GString *lines, const CrmWireVerdict *verdict)
{
  g_string_append_printf (lines, "[\"%s\"", verdict_names[verdict->verdict]);
  if (verdict->reason != NULL)
    g_string_append_printf (lines, ",\"%s\"", verdict->reason);
  else if (verdict->record != NULL)
    g_string_append (lines, ",null");
  if (verdict->record != NULL)
    {
      g_string_append (lines, ",[");
      crm_wire_append_record (lines, verdict->record);
      g_string_append_c (lines, ']');
    }
  g_string_append (lines, "]\n");
}

GBytes *
crm_wire_verdicts_write (GArray *verdicts, CrmWireTrailer *trailer)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < verdicts->len; i++)
    append_verdict (lines, &g_array_index (verdicts, CrmWireVerdict, i));
  trailer->count = verdicts->len;
  crm_wire_frame_close (lines, trailer);
  return g_string_free_to_bytes (lines);
}

static const char *
find_reason (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strcmp (reasons[i], text) == 0)
      return reasons[i];
  return "other";
}

static gboolean
scan_verdict (CrmWireScan *scan, GString *text, CrmWireVerdict *verdict)
{
  if (!crm_wire_scan_sign (scan, '[') || !crm_wire_scan_string (scan, text))
    return FALSE;
  for (verdict->verdict = CRM_VERDICT_OK; verdict->verdict < CRM_N_VERDICTS; verdict->verdict++)
    if (strcmp (verdict_names[verdict->verdict], text->str) == 0)
      break;
  if (verdict->verdict == CRM_N_VERDICTS)
    return FALSE;
  if (!crm_wire_scan_is_at (scan, ','))
    return crm_wire_scan_rest (scan);
  crm_wire_scan_sign (scan, ',');
  if (crm_wire_scan_is_at (scan, 'n') ? !crm_wire_scan_null (scan) : !crm_wire_scan_string (scan, text))
    return FALSE;
  verdict->reason = verdict->verdict == CRM_VERDICT_REJECTED ? find_reason (text->str) : NULL;
  if (!crm_wire_scan_is_at (scan, ','))
    return crm_wire_scan_rest (scan);
  return crm_wire_scan_sign (scan, ',') && crm_wire_scan_sign (scan, '[') && (verdict->record = crm_wire_scan_record (scan)) != NULL && crm_wire_scan_rest (scan) && crm_wire_scan_rest (scan);
}

GArray *
crm_wire_verdicts_read (GBytes *bytes, CrmWireTrailer *trailer, GError **error)
{
  g_auto (CrmWireFrame) frame = { 0 };
  g_autoptr (GArray) verdicts = crm_wire_verdicts_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  CrmWireScan scan;
  gboolean fits;

  *trailer = (CrmWireTrailer){ 0 };
  if (!crm_wire_frame_open (bytes, &frame, error))
    return NULL;
  while (crm_wire_frame_next (&frame, &scan, &fits))
    {
      CrmWireVerdict verdict = { CRM_VERDICT_OK };
      gboolean ok = fits && scan_verdict (&scan, text, &verdict) && crm_wire_scan_end (&scan);

      g_array_append_val (verdicts, verdict);
      if (!ok)
        {
          fail (error);
          return NULL;
        }
    }
  *trailer = frame.trailer;
  frame.trailer = (CrmWireTrailer){ 0 };
  return g_steal_pointer (&verdicts);
}
