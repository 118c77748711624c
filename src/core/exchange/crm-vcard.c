/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A business card as vCard files hold it: a list of properties. */

#include "core/exchange/crm-vcard.h"

#include <string.h>

static void
free_param (gpointer data)
{
  CrmVcardParam *param = data;

  g_free (param->name);
  g_free (param->value);
  g_free (param);
}

static void
free_property (gpointer data)
{
  CrmVcardProperty *property = data;

  g_free (property->group);
  g_free (property->name);
  g_free (property->value);
  g_ptr_array_unref (property->params);
  g_clear_pointer (&property->data, g_bytes_unref);
  g_free (property);
}

CrmVcard *
crm_vcard_new (void)
{
  CrmVcard *self = g_new0 (CrmVcard, 1);

  self->properties = g_ptr_array_new_with_free_func (free_property);
  self->version = 30;
  return self;
}

void
crm_vcard_free (CrmVcard *self)
{
  g_ptr_array_unref (self->properties);
  g_free (self);
}

CrmVcardProperty *
crm_vcard_append (CrmVcard *self, const char *name)
{
  CrmVcardProperty *property = g_new0 (CrmVcardProperty, 1);

  property->name = g_strdup (name);
  property->params = g_ptr_array_new_with_free_func (free_param);
  g_ptr_array_add (self->properties, property);
  return property;
}

const CrmVcardProperty *
crm_vcard_find (const CrmVcard *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      const CrmVcardProperty *property = self->properties->pdata[i];

      if (strcmp (property->name, name) == 0)
        return property;
    }
  return NULL;
}

/* ── escapes ─────────────────────────────────────────────────────────────────────────────────── */

static void
append_unescaped (GString *text, const char *value, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (value[i] == '\r' && i + 1 < length && value[i + 1] == '\n')
        continue;
      if (value[i] != '\\' || i + 1 == length)
        {
          g_string_append_c (text, value[i]);
          continue;
        }
      i++;
      if (value[i] == 'n' || value[i] == 'N')
        g_string_append_c (text, '\n');
      else if (strchr ("\\,;:", value[i]) != NULL)
        g_string_append_c (text, value[i]);
      else
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, value[i]);
        }
    }
}

static char *
dup_unescaped (const char *value, gsize length)
{
  GString *text = g_string_sized_new (length);

  append_unescaped (text, value, length);
  return g_string_free (text, FALSE);
}

/* No property has as many parts; what comes after stays in the last. */
#define MAX_PARTS 1000

static char **
split (const char *value, char separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value, *p = value;
  guint n = 1;

  for (;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          continue;
        }
      if (*p != '\0' && (*p != separator || n == MAX_PARTS))
        continue;
      g_strv_builder_take (parts, dup_unescaped (start, (gsize)(p - start)));
      if (*p == '\0')
        return g_strv_builder_end (parts);
      start = p + 1;
      n++;
    }
}

static void
append_escaped (GString *value, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        g_string_append (value, "\\n");
      else
        {
          if (strchr ("\\,;", *p) != NULL)
            g_string_append_c (value, '\\');
          g_string_append_c (value, *p);
        }
    }
}

char *
crm_vcard_property_dup_text (const CrmVcardProperty *self)
{
  return dup_unescaped (self->value, strlen (self->value));
}

char **
crm_vcard_property_dup_components (const CrmVcardProperty *self)
{
  return split (self->value, ';');
}

char **
crm_vcard_property_dup_list (const CrmVcardProperty *self)
{
  return split (self->value, ',');
}

/* ── parameters ──────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_vcard_property_has_type (const CrmVcardProperty *self, const char *type)
{
  for (guint i = 0; i < self->params->len; i++)
    {
      const CrmVcardParam *param = self->params->pdata[i];

      if (strcmp (param->name, "TYPE") == 0 && g_ascii_strcasecmp (param->value, type) == 0)
        return TRUE;
      if (strcmp (param->name, "PREF") == 0 && strcmp (param->value, "1") == 0 && g_ascii_strcasecmp (type, "pref") == 0)
        return TRUE;
    }
  return FALSE;
}

const char *
crm_vcard_property_get_param (const CrmVcardProperty *self, const char *name)
{
  for (guint i = 0; i < self->params->len; i++)
    {
      const CrmVcardParam *param = self->params->pdata[i];

      if (strcmp (param->name, name) == 0)
        return param->value;
    }
  return NULL;
}

void
crm_vcard_property_add_param (CrmVcardProperty *self, const char *name, const char *value)
{
  CrmVcardParam *param = g_new0 (CrmVcardParam, 1);

  param->name = g_ascii_strup (name, -1);
  param->value = g_strdup (value);
  g_ptr_array_add (self->params, param);
}

/* Apple writes its own labels as _$!<Mobile>!$_. */
static char *
strip_apple_marks (char *label)
{
  gsize length = strlen (label);

  if (g_str_has_prefix (label, "_$!<") && g_str_has_suffix (label, ">!$_") && length >= 8)
    {
      memmove (label, label + 4, length - 8);
      label[length - 8] = '\0';
    }
  return label;
}

/* Types that say nothing about what the entry is for. */
static gboolean
is_idle_type (const char *type)
{
  static const char *const idle[] = { "pref", "internet", "voice", "msg", "x-internet", "dom", "intl", "postal", "parcel", "uri", "text" };

  for (gsize i = 0; i < G_N_ELEMENTS (idle); i++)
    if (g_ascii_strcasecmp (type, idle[i]) == 0)
      return TRUE;
  return *type == '\0';
}

static char *
dup_type_word (const char *type)
{
  char *word;

  if (g_ascii_strcasecmp (type, "cell") == 0)
    return g_strdup ("Mobile");
  if (g_ascii_strcasecmp (type, "iphone") == 0)
    return g_strdup ("iPhone");
  word = g_ascii_strncasecmp (type, "x-", 2) == 0 ? g_strdup (type + 2) : g_ascii_strdown (type, -1);
  *word = g_ascii_toupper (*word);
  return word;
}

char *
crm_vcard_dup_label (const CrmVcard *self, const CrmVcardProperty *property)
{
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; property->group != NULL && i < self->properties->len; i++)
    {
      const CrmVcardProperty *other = self->properties->pdata[i];

      if (g_strcmp0 (other->group, property->group) == 0 && strcmp (other->name, "X-ABLABEL") == 0)
        return strip_apple_marks (crm_vcard_property_dup_text (other));
    }
  for (guint i = 0; i < property->params->len; i++)
    {
      const CrmVcardParam *param = property->params->pdata[i];
      g_autofree char *word = NULL;

      if (strcmp (param->name, "TYPE") != 0 || is_idle_type (param->value))
        continue;
      word = dup_type_word (param->value);
      if (label->len > 0)
        g_string_append_c (label, ' ');
      g_string_append (label, word);
    }
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/* ── dates ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_digits (const char **text, int n, int *number)
{
  *number = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      *number = *number * 10 + (*text)[i] - '0';
    }
  *text += n;
  return TRUE;
}

static gboolean
is_end (const char *text)
{
  return *text == '\0' || *text == 'T' || *text == ' ';
}

static char *
format_date (int year, int month, int day)
{
  if (month > 12 || day > 31 || (month == 0 && day == 0 && year < 0))
    return NULL;
  if (year == 1604)
    year = -1;
  if (year >= 0)
    return day > 0     ? g_strdup_printf ("%04d-%02d-%02d", year, month, day)
           : month > 0 ? g_strdup_printf ("%04d-%02d", year, month)
                       : g_strdup_printf ("%04d", year);
  if (month > 0)
    return day > 0 ? g_strdup_printf ("--%02d-%02d", month, day) : g_strdup_printf ("--%02d", month);
  return g_strdup_printf ("---%02d", day);
}

static char *
parse_date (const char *p)
{
  int year = -1, month = 0, day = 0;

  if (g_str_has_prefix (p, "---"))
    {
      p += 3;
      return take_digits (&p, 2, &day) && is_end (p) ? format_date (-1, 0, day) : NULL;
    }
  if (g_str_has_prefix (p, "--"))
    p += 2;
  else if (!take_digits (&p, 4, &year))
    return NULL;
  else if (is_end (p))
    return format_date (year, 0, 0);
  p += *p == '-' || *p == '/';
  if (!take_digits (&p, 2, &month) || month == 0)
    return NULL;
  if (is_end (p))
    return format_date (year, month, 0);
  p += *p == '-' || *p == '/';
  return take_digits (&p, 2, &day) && day > 0 && is_end (p) ? format_date (year, month, day) : NULL;
}

char *
crm_vcard_normalize_date (const char *text)
{
  char *date;

  while (g_ascii_isspace (*text))
    text++;
  date = parse_date (text);
  return date != NULL ? date : g_strdup (text);
}

/* ── making ──────────────────────────────────────────────────────────────────────────────────── */

CrmVcardProperty *
crm_vcard_add (CrmVcard *self, const char *name, const char *text)
{
  const char *const components[] = { text, NULL };

  return text != NULL ? crm_vcard_add_components (self, name, components) : NULL;
}

static CrmVcardProperty *
add_joined (CrmVcard *self, const char *name, const char *const *parts, char separator)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean filled = FALSE;
  CrmVcardProperty *property;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (value, separator);
      append_escaped (value, parts[i]);
      filled |= parts[i][0] != '\0';
    }
  if (!filled)
    return NULL;
  property = crm_vcard_append (self, name);
  property->value = g_string_free (g_steal_pointer (&value), FALSE);
  return property;
}

CrmVcardProperty *
crm_vcard_add_components (CrmVcard *self, const char *name, const char *const *components)
{
  return add_joined (self, name, components, ';');
}

CrmVcardProperty *
crm_vcard_add_list (CrmVcard *self, const char *name, const char *const *items)
{
  return add_joined (self, name, items, ',');
}

CrmVcardProperty *
crm_vcard_add_data (CrmVcard *self, const char *name, const char *media_type, GBytes *data)
{
  CrmVcardProperty *property = crm_vcard_append (self, name);

  property->value = g_strdup ("");
  property->data = g_bytes_ref (data);
  crm_vcard_property_add_param (property, "MEDIATYPE", media_type);
  return property;
}
