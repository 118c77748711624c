/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of a workbook share: their names, the texts, the number formats. */

#include "config.h"

#include "core/exchange/crm-xlsx-workbook.h"

#include "core/base/crm-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define SMALL_PART  (16 * 1024 * 1024)
#define MAX_TEXTS   (256 * 1024 * 1024)
#define MAX_N_TEXTS (32 * 1024 * 1024)
#define MAX_SHEETS  1000

/* ── walking ─────────────────────────────────────────────────────────────────────────────────── */

typedef void (*ElementFunc) (CrmXlsxPart *part, const char *element, gpointer data);

/* Calls @func for each element that begins. */
static gboolean
each_element (CrmXlsxPackage *package, const char *name, ElementFunc func, gpointer data, GError **error)
{
  g_autoptr (CrmXlsxPart) part = crm_xlsx_package_open_part (package, name, SMALL_PART, error);
  g_autoptr (GError) failure = NULL;

  if (part == NULL)
    return FALSE;
  while (crm_xlsx_part_read (part, &failure))
    if (xmlTextReaderNodeType (crm_xlsx_part_get_reader (part)) == XML_READER_TYPE_ELEMENT)
      func (part, (const char *)xmlTextReaderConstLocalName (crm_xlsx_part_get_reader (part)), data);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* ── relationships ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *folder;        /* of the part that has the relationships */
  GHashTable *targets; /* id → part */
  char *office_document;
  char *shared_strings;
  char *styles;
} Relations;

static void
relations_clear (Relations *self)
{
  g_free (self->folder);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_free (self->office_document);
  g_free (self->shared_strings);
  g_free (self->styles);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, relations_clear)

static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *joined = *target == '/' ? g_strdup (target) : g_strdup_printf ("/%s%s", folder, target);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");

  return g_strdup (canonical + 1);
}

static void
on_relation (CrmXlsxPart *part, const char *element, gpointer data)
{
  Relations *self = data;
  g_autofree char *id = NULL, *type = NULL, *target = NULL;

  if (strcmp (element, "Relationship") != 0)
    return;
  id = crm_xlsx_part_dup_attribute (part, "Id");
  type = crm_xlsx_part_dup_attribute (part, "Type");
  target = crm_xlsx_part_dup_attribute (part, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return;
  if (g_str_has_suffix (type, "/officeDocument") && self->office_document == NULL)
    self->office_document = resolve (self->folder, target);
  else if (g_str_has_suffix (type, "/sharedStrings") && self->shared_strings == NULL)
    self->shared_strings = resolve (self->folder, target);
  else if (g_str_has_suffix (type, "/styles") && self->styles == NULL)
    self->styles = resolve (self->folder, target);
  g_hash_table_insert (self->targets, g_steal_pointer (&id), resolve (self->folder, target));
}

static gboolean
load_relations (CrmXlsxPackage *package, const char *owner, Relations *self, GError **error)
{
  const char *slash = strrchr (owner, '/');
  g_autofree char *part = NULL;

  self->folder = slash != NULL ? g_strndup (owner, (gsize)(slash - owner) + 1) : g_strdup ("");
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  part = g_strdup_printf ("%s_rels/%s.rels", self->folder, slash != NULL ? slash + 1 : owner);
  return each_element (package, part, on_relation, self, error);
}

/* ── sheets ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmXlsxPackage *package;
  CrmXlsxWorkbook *workbook;
  Relations *relations;
  GStrvBuilder *sheets;
  GStrvBuilder *parts;
  guint n_sheets;
  gboolean visible_found;
} SheetList;

static void
on_sheet (CrmXlsxPart *part, SheetList *list)
{
  g_autofree char *name = crm_xlsx_part_dup_attribute (part, "name");
  g_autofree char *id = crm_xlsx_part_dup_attribute (part, "id");
  g_autofree char *state = crm_xlsx_part_dup_attribute (part, "state");
  const char *target = id != NULL ? g_hash_table_lookup (list->relations->targets, id) : NULL;

  /* Chart sheets have no rows. */
  if (name == NULL || target == NULL || strstr (target, "chartsheet") != NULL || !crm_xlsx_package_has (list->package, target) || list->n_sheets == MAX_SHEETS)
    return;
  if (!list->visible_found && (state == NULL || strcmp (state, "visible") == 0))
    {
      list->visible_found = TRUE;
      list->workbook->first_visible = list->n_sheets;
    }
  g_strv_builder_add (list->sheets, name);
  g_strv_builder_add (list->parts, target);
  list->n_sheets++;
}

static void
on_workbook_element (CrmXlsxPart *part, const char *element, gpointer data)
{
  SheetList *list = data;

  if (strcmp (element, "sheet") == 0)
    on_sheet (part, list);
  else if (strcmp (element, "workbookPr") == 0)
    {
      g_autofree char *date1904 = crm_xlsx_part_dup_attribute (part, "date1904");

      list->workbook->from_1904 = date1904 != NULL && (strcmp (date1904, "1") == 0 || strcmp (date1904, "true") == 0);
    }
}

static gboolean
load_sheets (CrmXlsxWorkbook *self, CrmXlsxPackage *package, const char *part, Relations *relations, GError **error)
{
  g_autoptr (GStrvBuilder) sheets = g_strv_builder_new (), parts = g_strv_builder_new ();
  SheetList list = { package, self, relations, sheets, parts, 0, FALSE };

  if (!each_element (package, part, on_workbook_element, &list, error))
    return FALSE;
  self->sheets = g_strv_builder_end (sheets);
  self->parts = g_strv_builder_end (parts);
  if (list.n_sheets > 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The workbook “%s” has no sheet with a table."), crm_xlsx_package_get_name (package));
  return FALSE;
}

/* ── number formats ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GArray *formats;
  GHashTable *codes; /* id → code */
  gboolean in_cell_formats;
} StyleList;

static void
on_style_element (CrmXlsxPart *part, const char *element, gpointer data)
{
  StyleList *list = data;
  g_autofree char *id = NULL;
  CrmXlsxFormat format;
  const char *code;

  if (strcmp (element, "cellXfs") == 0)
    list->in_cell_formats = TRUE;
  else if (strcmp (element, "cellStyles") == 0 || strcmp (element, "dxfs") == 0 || strcmp (element, "cellStyleXfs") == 0)
    list->in_cell_formats = FALSE;
  if (strcmp (element, "numFmt") != 0 && (strcmp (element, "xf") != 0 || !list->in_cell_formats))
    return;
  id = crm_xlsx_part_dup_attribute (part, "numFmtId");
  if (*element == 'n')
    {
      char *value = crm_xlsx_part_dup_attribute (part, "formatCode");

      if (id != NULL && value != NULL)
        g_hash_table_insert (list->codes, g_steal_pointer (&id), value);
      else
        g_free (value);
      return;
    }
  code = id != NULL ? g_hash_table_lookup (list->codes, id) : NULL;
  format = code != NULL ? crm_xlsx_format_parse (code) : crm_xlsx_format_builtin ((guint)g_ascii_strtoull (id != NULL ? id : "0", NULL, 10));
  g_array_append_val (list->formats, format);
}

static gboolean
load_styles (CrmXlsxWorkbook *self, CrmXlsxPackage *package, const char *part, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  StyleList list = { self->formats, codes, FALSE };

  if (part == NULL || !crm_xlsx_package_has (package, part))
    return TRUE;
  return each_element (package, part, on_style_element, &list, error);
}

/* ── shared texts ────────────────────────────────────────────────────────────────────────────── */

void
crm_xlsx_append_decoded (GString *text, const char *raw)
{
  const char *p = raw;

  while (*p != '\0')
    {
      const char *mark = strstr (p, "_x");
      gunichar code = 0;

      if (mark == NULL)
        break;
      g_string_append_len (text, p, mark - p);
      for (int i = 2; i < 6; i++)
        code = mark[i] != '\0' && g_ascii_isxdigit (mark[i]) && code != G_MAXUINT32 ? code * 16 + (gunichar)g_ascii_xdigit_value (mark[i]) : G_MAXUINT32;
      if (code != G_MAXUINT32 && mark[6] == '_' && code != 0 && g_unichar_validate (code))
        {
          g_string_append_unichar (text, code);
          p = mark + 7;
        }
      else
        {
          g_string_append (text, "_x");
          p = mark + 2;
        }
    }
  g_string_append (text, p);
}

static gboolean
is_element (xmlTextReaderPtr reader, const char *name)
{
  return strcmp ((const char *)xmlTextReaderConstLocalName (reader), name) == 0;
}

static gboolean
load_texts (CrmXlsxWorkbook *self, CrmXlsxPackage *package, const char *name, GError **error)
{
  g_autoptr (CrmXlsxPart) part = NULL;
  g_autoptr (GError) failure = NULL;
  xmlTextReaderPtr reader;
  gboolean in_text = FALSE;
  int in_reading = 0;

  if (name == NULL || !crm_xlsx_package_has (package, name))
    return TRUE;
  part = crm_xlsx_package_open_part (package, name, (guint64)4 * MAX_TEXTS, error);
  if (part == NULL)
    return FALSE;
  reader = crm_xlsx_part_get_reader (part);
  while (crm_xlsx_part_read (part, &failure))
    {
      int type = xmlTextReaderNodeType (reader);
      gboolean begins = type == XML_READER_TYPE_ELEMENT;

      if (begins || type == XML_READER_TYPE_END_ELEMENT)
        {
          gboolean empty = xmlTextReaderIsEmptyElement (reader) != 0;

          if (is_element (reader, "t"))
            in_text = begins && !empty;
          else if (is_element (reader, "rPh"))
            in_reading = begins && !empty;
          else if (is_element (reader, "si") && begins)
            {
              guint32 start;

              g_string_append_c (self->texts, '\0');
              start = (guint32)self->texts->len;
              g_array_append_val (self->text_starts, start);
            }
        }
      else if (in_text && !in_reading && self->text_starts->len > 0 && xmlTextReaderHasValue (reader))
        crm_xlsx_append_decoded (self->texts, (const char *)xmlTextReaderConstValue (reader));
      if (self->texts->len > MAX_TEXTS || self->text_starts->len > MAX_N_TEXTS)
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                       _ ("The workbook “%s” holds too much text to be read. Save the sheet as CSV, then try again."), crm_xlsx_package_get_name (package));
          return FALSE;
        }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

const char *
crm_xlsx_workbook_get_text (CrmXlsxWorkbook *self, const char *index, gsize *length)
{
  char *end;
  guint64 i = g_ascii_strtoull (index, &end, 10);
  gsize start, next;

  if (end == index || *end != '\0' || i >= self->text_starts->len)
    return NULL;
  start = g_array_index (self->text_starts, guint32, i);
  next = i + 1 < self->text_starts->len ? g_array_index (self->text_starts, guint32, i + 1) - 1 : self->texts->len;
  *length = next - start;
  return self->texts->str + start;
}

CrmXlsxWorkbook *
crm_xlsx_workbook_load (CrmXlsxPackage *package, GError **error)
{
  g_autoptr (CrmXlsxWorkbook) self = g_new0 (CrmXlsxWorkbook, 1);
  g_auto (Relations) top = { 0 }, relations = { 0 };

  self->formats = g_array_new (FALSE, FALSE, sizeof (CrmXlsxFormat));
  self->texts = g_string_new (NULL);
  self->text_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!load_relations (package, "", &top, error))
    return NULL;
  if (top.office_document == NULL || !crm_xlsx_package_has (package, top.office_document))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” is no Excel workbook, or it is damaged."), crm_xlsx_package_get_name (package));
      return NULL;
    }
  if (!load_relations (package, top.office_document, &relations, error) || !load_sheets (self, package, top.office_document, &relations, error) || !load_styles (self, package, relations.styles, error) || !load_texts (self, package, relations.shared_strings, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_xlsx_workbook_free (CrmXlsxWorkbook *self)
{
  g_strfreev (self->sheets);
  g_strfreev (self->parts);
  g_array_unref (self->formats);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->text_starts);
  g_free (self);
}
