/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads contact points and addresses out of a row. */

#include "core/exchange/crm-import-draft-private.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-pinyin.h"
#include "core/exchange/crm-column-choice.h"

#include <string.h>

#define GOOGLE_SEPARATOR " ::: "

/* ── cells that hold several ── */

static void
take_trimmed (GPtrArray *parts, const char *start, gsize length)
{
  g_autofree char *part = g_strstrip (g_strndup (start, length));

  if (*part != '\0')
    g_ptr_array_add (parts, g_steal_pointer (&part));
}

static guint
count_digits (const char *text, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += g_ascii_isdigit (text[i]);
  return n;
}

/* The length of the separator at @p, or 0. */
static gsize
match_separator (const char *text, const char *p, CrmPointKind kind)
{
  if (g_str_has_prefix (p, GOOGLE_SEPARATOR))
    return strlen (GOOGLE_SEPARATOR);
  if (kind == CRM_POINT_ADDRESS || kind == CRM_POINT_OTHER || kind == CRM_POINT_WEB)
    return 0;
  if (*p == '\n' || *p == '\r' || (*p == ';' && !g_str_has_prefix (p, ";ext=")))
    return 1;
  if (g_str_has_prefix (p, "；") || g_str_has_prefix (p, "、") || g_str_has_prefix (p, "，"))
    return strlen ("；");
  if (*p == ',' && kind == CRM_POINT_EMAIL)
    return 1;
  /* A comma or slash parts numbers only where each side is one by itself: 0441/555 80 12 is one. */
  if ((*p == ',' || *p == '/') && kind == CRM_POINT_PHONE && count_digits (text, (gsize)(p - text)) >= 7 && count_digits (p, strlen (p)) >= 7)
    return 1;
  return 0;
}

GPtrArray *
crm_draft_split (const char *text, CrmPointKind kind)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  for (const char *p = text; *p != '\0';)
    {
      gsize length = match_separator (start, p, kind);

      if (length == 0)
        {
          p++;
          continue;
        }
      take_trimmed (parts, start, (gsize)(p - start));
      p += length;
      start = p;
    }
  take_trimmed (parts, start, strlen (start));
  return parts;
}

/* A tag in quotation marks may hold what parts tags; a quotation mark in it is doubled. */
static const char *
take_quoted (GPtrArray *tags, const char *p)
{
  g_autoptr (GString) tag = g_string_new (NULL);

  for (p++; *p != '\0'; p++)
    {
      if (*p == '"' && p[1] != '"')
        {
          p++;
          break;
        }
      p += *p == '"';
      g_string_append_c (tag, *p);
    }
  if (tag->len > 0)
    g_ptr_array_add (tags, g_strdup (tag->str));
  return p;
}

/* Whether Google's separator stands outside of quotation marks. */
static gboolean
is_googles (const char *text)
{
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && g_str_has_prefix (p, GOOGLE_SEPARATOR))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
crm_draft_split_tags (const char *text)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_free);
  gboolean google = is_googles (text);
  const char *start = text;

  for (const char *p = text;; p++)
    {
      gsize length = *p == '\0'                                                                                            ? 1
                     : google && g_str_has_prefix (p, ":::")                                                               ? 3
                     : !google && strchr (";,\n|", *p) != NULL                                                             ? 1
                     : !google && (g_str_has_prefix (p, "；") || g_str_has_prefix (p, "，") || g_str_has_prefix (p, "、")) ? strlen ("；")
                                                                                                                           : 0;

      if (*p == '"' && strspn (start, " ") == (gsize)(p - start))
        {
          p = take_quoted (tags, p);
          start = p;
          p--;
          continue;
        }
      if (length == 0)
        continue;
      take_trimmed (tags, start, (gsize)(p - start));
      if (*p == '\0')
        return tags;
      p += length - 1;
      start = p + 1;
    }
}

/* ── points ── */

static gboolean
is_shared_phone (const char *key, const char *nature)
{
  static const char *const natures[] = { "Fax", "Work", "Main", "Company", "Office", "Assistant", "Switchboard", "Work Fax", "Home Fax", NULL };

  for (gsize i = 0; nature != NULL && natures[i] != NULL; i++)
    if (g_ascii_strcasecmp (nature, natures[i]) == 0)
      return TRUE;
  /* China: what is no mobile number stands on a desk that several share. */
  return g_str_has_prefix (key, "+86") && !(key[3] == '1' && key[4] >= '3' && strlen (key) == strlen ("+8613800138000"));
}

static gboolean
is_shared_email (const char *key)
{
  static const char *const boxes[] = { "info", "office", "mail", "contact", "kontakt", "sales", "service", "support", "hello", "hallo", "admin", "post", "team", "hr", "enquiries", "inquiry", "shop", "marketing",
                                       "business", "jobs", "buchhaltung", "einkauf", "vertrieb", "contacto", "reception", "help", "postmaster", "webmaster", "noreply", NULL };
  gsize length = strcspn (key, "@");

  for (gsize i = 0; boxes[i] != NULL; i++)
    if (strlen (boxes[i]) == length && strncmp (boxes[i], key, length) == 0)
      return TRUE;
  return FALSE;
}

void
crm_draft_reader_add_point (CrmDraftReader *self, GArray *points, CrmPointKind kind, const char *text, const char *label, gboolean opt_out, const char *nature)
{
  g_auto (CrmContactValue) value = { 0 };
  CrmDraftPoint point = { .kind = kind, .opt_out = opt_out };

  g_autofree char *typed = NULL;

  if (!self->mapping->exact)
    {
      /* One line, as it was typed: only what it is compared by is brought to one form. */
      typed = g_strstrip (g_strdup (text));
      text = g_strdelimit (typed, "\r\n\t", ' ');
      if (crm_column_choice_is_nothing (text))
        return;
    }
  crm_contact_value_init (&value, crm_point_kind_get_name (kind), text, self->settings.calling_code);
  point.key = crm_value_text (value.comparable);
  if (point.key.type == CRM_VALUE_NONE)
    return;
  for (guint i = 0; i < points->len; i++)
    {
      const CrmDraftPoint *other = &g_array_index (points, CrmDraftPoint, i);

      if (other->kind == kind && crm_value_equal (&other->key, &point.key))
        {
          crm_value_clear (&point.key);
          return;
        }
    }
  point.value = crm_value_text (text);
  point.label = crm_value_text (label);
  point.is_valid = value.is_valid;
  point.is_shared = kind == CRM_POINT_PHONE ? is_shared_phone (value.comparable, nature) : kind == CRM_POINT_EMAIL && is_shared_email (value.comparable);
  g_array_append_val (points, point);
}

/* Google writes "* Work" for the one it prefers, and "_$!<Home>!$_" comes from Apple. */
static const char *
clean_label (const char *label)
{
  while (*label == '*' || *label == ' ')
    label++;
  return label;
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (crm_pinyin_is_han (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
is_private_address (const char *label)
{
  return label != NULL && (g_ascii_strcasecmp (label, "Home") == 0 || g_ascii_strcasecmp (label, "Private") == 0 || strstr (label, "家") != NULL || strstr (label, "住宅") != NULL);
}

/* Web and postal addresses are the company's, unless they are said to be private. */
static gboolean
belongs_to_company (const CrmColumnMeaning *meaning, const char *label)
{
  return meaning->of_company || meaning->item == CRM_POINT_WEB || ((meaning->target == CRM_COLUMN_ADDRESS || meaning->item == CRM_POINT_ADDRESS) && !is_private_address (label));
}

void
crm_draft_reader_read_point (CrmDraftReader *self, guint column, const char *text)
{
  const CrmDraftColumn *compiled = &self->columns[column];
  const CrmColumnMeaning *meaning = &compiled->column->meaning;
  gboolean exact = self->mapping->exact;
  const char *given = compiled->label_column >= 0 ? crm_draft_reader_get_cell (self, compiled->label_column) : "";
  const char *nature = *given != '\0' && !exact ? clean_label (given) : meaning->label;
  const char *label = exact                                            ? given
                      : nature != NULL && nature != meaning->label     ? nature
                      : meaning->label != NULL && compiled->keeps_name ? compiled->column->name
                                                                       : meaning->label;
  gboolean opt_out = compiled->opt_out_column >= 0 && crm_column_choice_find_boolean (crm_draft_reader_get_cell (self, compiled->opt_out_column)) == 1;
  GArray *points = crm_draft_reader_get_points (self, meaning->person, meaning->person == 0 && belongs_to_company (meaning, nature));
  g_autoptr (GPtrArray) parts = NULL;

  if (exact)
    {
      crm_draft_reader_add_point (self, points, meaning->item, text, label, opt_out, nature);
      return;
    }
  parts = crm_draft_split (text, meaning->item);
  for (guint i = 0; i < parts->len; i++)
    crm_draft_reader_add_point (self, points, meaning->item, parts->pdata[i], label, opt_out, nature);
}

void
crm_draft_reader_opt_out (CrmDraftReader *self, CrmPointKind kind)
{
  GArray *points = crm_draft_reader_get_points (self, 0, FALSE);

  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, CrmDraftPoint, i).kind == kind)
      g_array_index (points, CrmDraftPoint, i).opt_out = TRUE;
}

/* ── addresses ── */

void
crm_draft_address_free (CrmDraftAddress *address)
{
  g_array_unref (address->parts);
  g_free (address);
}

static CrmDraftAddress *
find_address (CrmDraftReader *self, const CrmColumnMeaning *meaning)
{
  CrmDraftAddress *address;

  for (guint i = 0; i < self->addresses->len; i++)
    {
      const CrmColumnMeaning *other = &((CrmDraftAddress *)self->addresses->pdata[i])->meaning;

      if (other->person == meaning->person && other->number == meaning->number && other->of_company == meaning->of_company && g_strcmp0 (other->label, meaning->label) == 0)
        return self->addresses->pdata[i];
    }
  address = g_new0 (CrmDraftAddress, 1);
  address->meaning = *meaning;
  address->meaning.target = CRM_COLUMN_ADDRESS;
  address->meaning.item = CRM_POINT_ADDRESS;
  address->parts = g_array_new (FALSE, FALSE, sizeof (guint));
  address->formatted = -1;
  address->label_column = -1;
  g_ptr_array_add (self->addresses, address);
  return address;
}

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer data)
{
  CrmDraftReader *self = data;
  guint x = *(const guint *)a, y = *(const guint *)b;
  guint part_x = self->columns[x].column->meaning.item, part_y = self->columns[y].column->meaning.item;

  return part_x != part_y ? (int)part_x - (int)part_y : (int)x - (int)y;
}

/* Which columns make up which address. An address in one column is whole unless other columns have its parts. */
void
crm_draft_reader_find_addresses (CrmDraftReader *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CrmColumnMeaning *meaning = &self->columns[i].column->meaning;

      if (meaning->target == CRM_COLUMN_ADDRESS)
        {
          CrmDraftAddress *address = find_address (self, meaning);

          g_array_append_val (address->parts, i);
          address->keeps_name = has_han (self->columns[i].column->name);
        }
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CrmColumnMeaning *meaning = &self->columns[i].column->meaning;

      if (self->mapping->exact || meaning->item != CRM_POINT_ADDRESS)
        continue;
      for (guint j = 0; j < self->addresses->len; j++)
        {
          CrmDraftAddress *address = self->addresses->pdata[j];

          if (address->meaning.person != meaning->person || address->meaning.number != meaning->number || address->meaning.of_company != meaning->of_company)
            continue;
          if (meaning->target == CRM_COLUMN_POINT && address->formatted < 0)
            address->formatted = (int)i;
          else if (meaning->target == CRM_COLUMN_POINT_LABEL)
            address->label_column = (int)i;
        }
    }
  for (guint i = 0; i < self->addresses->len; i++)
    g_array_sort_with_data (((CrmDraftAddress *)self->addresses->pdata[i])->parts, compare_parts, self);
}

static void
append_lines (GString *text, const char *part, const char *known, const char *between)
{
  g_auto (GStrv) lines = g_strsplit_set (part, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] == '\0' || strstr (known, lines[i]) != NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, between);
      g_string_append (text, lines[i]);
    }
}

/* Where the customer is, if nothing else has said it. */
static void
tell_place (CrmDraftReader *self, CrmAddressPart part, const char *text)
{
  static const struct
  {
    CrmAddressPart part;
    guint field;
  } fields[] = {
    { CRM_ADDRESS_CITY, CRM_CUSTOMER_CITY },
    { CRM_ADDRESS_REGION, CRM_CUSTOMER_REGION },
    { CRM_ADDRESS_COUNTRY, CRM_CUSTOMER_COUNTRY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part == part && self->draft->values[fields[i].field].type == CRM_VALUE_NONE)
      {
        g_autofree char *trimmed = g_strstrip (g_strdup (text));

        if (!crm_column_choice_is_nothing (trimmed))
          self->draft->values[fields[i].field] = crm_value_text (trimmed);
      }
}

static void
read_address (CrmDraftReader *self, const CrmDraftAddress *address)
{
  const char *label = address->label_column >= 0 ? clean_label (crm_draft_reader_get_cell (self, address->label_column)) : address->meaning.label;
  const char *formatted = address->formatted >= 0 ? crm_draft_reader_get_cell (self, address->formatted) : "";
  gboolean company = belongs_to_company (&address->meaning, label), has_street = *formatted != '\0';
  g_autoptr (GString) text = g_string_new (NULL);
  const char *between;

  for (guint i = 0; i < address->parts->len; i++)
    {
      guint column = g_array_index (address->parts, guint, i);

      has_street = has_street || (self->columns[column].column->meaning.item <= CRM_ADDRESS_PO_BOX && *crm_draft_reader_get_cell (self, (int)column) != '\0');
      g_string_append (text, crm_draft_reader_get_cell (self, (int)column));
    }
  between = has_han (text->len > 0 ? text->str : formatted) ? " " : ", ";
  g_string_truncate (text, 0);
  append_lines (text, formatted, "", between);
  for (guint i = 0; i < address->parts->len; i++)
    {
      guint column = g_array_index (address->parts, guint, i);
      const char *part = crm_draft_reader_get_cell (self, (int)column);

      if (*part == '\0')
        continue;
      append_lines (text, part, formatted, between);
      if (company || self->draft->subject != CRM_DRAFT_MEMBER)
        tell_place (self, self->columns[column].column->meaning.item, part);
      if (!has_street && self->columns[column].column->meaning.item == CRM_ADDRESS_POSTAL_CODE)
        crm_draft_reader_add_line (self, column, part);
    }
  if (has_street && text->len > 0)
    crm_draft_reader_add_point (self, crm_draft_reader_get_points (self, address->meaning.person, company), CRM_POINT_ADDRESS, text->str,
                                label != NULL && *label != '\0' ? label : NULL, FALSE, NULL);
}

void
crm_draft_reader_read_addresses (CrmDraftReader *self)
{
  for (guint i = 0; i < self->addresses->len; i++)
    read_address (self, self->addresses->pdata[i]);
}
