/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreads a card over the columns of a table: private to the vCard table. */

#include "core/exchange/crm-vcard-fields.h"

#include "core/exchange/crm-table.h"

#include <string.h>

/* The words of Google's export are a format, not something to translate. */
static const char *const names[CRM_VCARD_N_FIELDS] = {
  [CRM_VCARD_NAME] = "Name",
  [CRM_VCARD_FIRST_NAME] = "First Name",
  [CRM_VCARD_MIDDLE_NAME] = "Middle Name",
  [CRM_VCARD_LAST_NAME] = "Last Name",
  [CRM_VCARD_PHONETIC_FIRST_NAME] = "Phonetic First Name",
  [CRM_VCARD_PHONETIC_MIDDLE_NAME] = "Phonetic Middle Name",
  [CRM_VCARD_PHONETIC_LAST_NAME] = "Phonetic Last Name",
  [CRM_VCARD_NAME_PREFIX] = "Name Prefix",
  [CRM_VCARD_NAME_SUFFIX] = "Name Suffix",
  [CRM_VCARD_NICKNAME] = "Nickname",
  [CRM_VCARD_ORGANIZATION_NAME] = "Organization Name",
  [CRM_VCARD_ORGANIZATION_TITLE] = "Organization Title",
  [CRM_VCARD_ORGANIZATION_DEPARTMENT] = "Organization Department",
  [CRM_VCARD_ROLE] = "Role",
  [CRM_VCARD_BIRTHDAY] = "Birthday",
  [CRM_VCARD_NOTES] = "Notes",
  [CRM_VCARD_LABELS] = "Labels",
  [CRM_VCARD_KIND] = "Kind",
  [CRM_VCARD_UID] = "UID",
  [CRM_VCARD_REVISION] = "Revision",
  [CRM_VCARD_EMAIL_LABEL] = "E-mail|Label",
  [CRM_VCARD_EMAIL_VALUE] = "E-mail|Value",
  [CRM_VCARD_PHONE_LABEL] = "Phone|Label",
  [CRM_VCARD_PHONE_VALUE] = "Phone|Value",
  [CRM_VCARD_ADDRESS_LABEL] = "Address|Label",
  [CRM_VCARD_ADDRESS_FORMATTED] = "Address|Formatted",
  [CRM_VCARD_ADDRESS_STREET] = "Address|Street",
  [CRM_VCARD_ADDRESS_CITY] = "Address|City",
  [CRM_VCARD_ADDRESS_PO_BOX] = "Address|PO Box",
  [CRM_VCARD_ADDRESS_REGION] = "Address|Region",
  [CRM_VCARD_ADDRESS_POSTAL_CODE] = "Address|Postal Code",
  [CRM_VCARD_ADDRESS_COUNTRY] = "Address|Country",
  [CRM_VCARD_ADDRESS_EXTENDED] = "Address|Extended Address",
  [CRM_VCARD_WEBSITE_LABEL] = "Website|Label",
  [CRM_VCARD_WEBSITE_VALUE] = "Website|Value",
  [CRM_VCARD_IM_LABEL] = "IM|Label",
  [CRM_VCARD_IM_VALUE] = "IM|Value",
  [CRM_VCARD_EVENT_LABEL] = "Event|Label",
  [CRM_VCARD_EVENT_VALUE] = "Event|Value",
  [CRM_VCARD_RELATION_LABEL] = "Relation|Label",
  [CRM_VCARD_RELATION_VALUE] = "Relation|Value",
  [CRM_VCARD_CUSTOM_LABEL] = "Custom Field|Label",
  [CRM_VCARD_CUSTOM_VALUE] = "Custom Field|Value",
};

char *
crm_vcard_fields_name (CrmVcardField field, guint index)
{
  const char *bar = strchr (names[field], '|');

  if (bar == NULL)
    return g_strdup (names[field]);
  return g_strdup_printf ("%.*s %u - %s", (int)(bar - names[field]), names[field], index + 1, bar + 1);
}

typedef struct
{
  const CrmVcard *card;
  GArray *entries;
  guint counts[CRM_VCARD_N_FIELDS]; /* by the label field of a kind: how many there are */
} Listing;

static void
take_entry (Listing *listing, CrmVcardField field, guint index, char *text)
{
  CrmVcardEntry entry = { field, index, text };

  if (text != NULL && *text != '\0')
    g_array_append_val (listing->entries, entry);
  else
    g_free (text);
}

/* Adds a label and a value under the next number of their kind. */
static void
take_labelled (Listing *listing, CrmVcardField label_field, char *label, char *value)
{
  guint index = listing->counts[label_field];

  if (value == NULL || *value == '\0')
    {
      g_free (label);
      g_free (value);
      return;
    }
  listing->counts[label_field]++;
  take_entry (listing, label_field, index, label);
  take_entry (listing, label_field + 1, index, value);
}

static void
take_custom (Listing *listing, const char *label, char *value)
{
  take_labelled (listing, CRM_VCARD_CUSTOM_LABEL, g_strdup (label), value);
}

static CrmVcardEntry *
find_single (Listing *listing, CrmVcardField field)
{
  for (guint i = 0; i < listing->entries->len; i++)
    {
      CrmVcardEntry *entry = &g_array_index (listing->entries, CrmVcardEntry, i);

      if (entry->field == field)
        return entry;
    }
  return NULL;
}

/* A second value of what has one column goes behind the first. */
static void
take_single (Listing *listing, CrmVcardField field, char *text)
{
  CrmVcardEntry *entry = *text != '\0' ? find_single (listing, field) : NULL;
  const char *between = field == CRM_VCARD_NOTES ? "\n\n" : " ::: ";
  char *joined;

  if (entry == NULL)
    {
      take_entry (listing, field, 0, text);
      return;
    }
  /* Too long for a cell already: the row is faulty, and joining on and on would take for ever. */
  if (strlen (entry->text) > CRM_TABLE_MAX_CELL)
    {
      g_free (text);
      return;
    }
  joined = g_strconcat (entry->text, between, text, NULL);
  g_free (entry->text);
  entry->text = joined;
  g_free (text);
}

/* ── one function a shape of property ────────────────────────────────────────────────────────── */

static void
list_components (Listing *listing, const CrmVcardProperty *property, const CrmVcardField *fields, gsize n_fields)
{
  g_auto (GStrv) parts = crm_vcard_property_dup_components (property);

  for (gsize i = 0; i < n_fields && parts[i] != NULL; i++)
    take_single (listing, fields[i], g_strdup (g_strstrip (parts[i])));
}

static void
list_name (Listing *listing, const CrmVcardProperty *property)
{
  static const CrmVcardField fields[] = { CRM_VCARD_LAST_NAME, CRM_VCARD_FIRST_NAME, CRM_VCARD_MIDDLE_NAME, CRM_VCARD_NAME_PREFIX, CRM_VCARD_NAME_SUFFIX };

  list_components (listing, property, fields, G_N_ELEMENTS (fields));
}

static void
list_organization (Listing *listing, const CrmVcardProperty *property)
{
  g_auto (GStrv) parts = crm_vcard_property_dup_components (property);
  g_autoptr (GString) department = g_string_new (NULL);

  take_single (listing, CRM_VCARD_ORGANIZATION_NAME, g_strdup (g_strstrip (parts[0])));
  for (gsize i = 1; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_string_append_printf (department, "%s%s", department->len > 0 ? ", " : "", parts[i]);
  take_single (listing, CRM_VCARD_ORGANIZATION_DEPARTMENT, g_string_free (g_steal_pointer (&department), FALSE));
}

static char *
format_address (char **parts)
{
  static const guint order[] = { 2, 1, 0, 3, 4, 5, 6 };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_strv_length (parts);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] < n && *parts[order[i]] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[order[i]]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
list_address (Listing *listing, const CrmVcardProperty *property)
{
  static const CrmVcardField fields[] = { CRM_VCARD_ADDRESS_PO_BOX, CRM_VCARD_ADDRESS_EXTENDED, CRM_VCARD_ADDRESS_STREET, CRM_VCARD_ADDRESS_CITY, CRM_VCARD_ADDRESS_REGION, CRM_VCARD_ADDRESS_POSTAL_CODE, CRM_VCARD_ADDRESS_COUNTRY };
  g_auto (GStrv) parts = crm_vcard_property_dup_components (property);
  g_autofree char *formatted = format_address (parts);
  guint index = listing->counts[CRM_VCARD_ADDRESS_LABEL];

  if (*formatted == '\0')
    return;
  listing->counts[CRM_VCARD_ADDRESS_LABEL]++;
  take_entry (listing, CRM_VCARD_ADDRESS_LABEL, index, crm_vcard_dup_label (listing->card, property));
  take_entry (listing, CRM_VCARD_ADDRESS_FORMATTED, index, g_steal_pointer (&formatted));
  for (gsize i = 0; i < G_N_ELEMENTS (fields) && parts[i] != NULL; i++)
    take_entry (listing, fields[i], index, g_strdup (parts[i]));
}

static char *
dup_stripped (const CrmVcardProperty *property)
{
  return g_strstrip (crm_vcard_property_dup_text (property));
}

/* A telephone may be given as "tel:+86-10-…" (RFC 6350 6.4.1), a mail address as "mailto:…". */
static char *
dup_without_scheme (const CrmVcardProperty *property, const char *scheme)
{
  char *text = dup_stripped (property);

  if (g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0)
    memmove (text, text + strlen (scheme), strlen (text + strlen (scheme)) + 1);
  return text;
}

/* IMPP:skype:name, IMPP;X-SERVICE-TYPE=QQ:x-apple:12345, X-QQ:12345 */
static void
list_messenger (Listing *listing, const CrmVcardProperty *property, const char *service)
{
  g_autofree char *text = dup_stripped (property);
  const char *named = crm_vcard_property_get_param (property, "X-SERVICE-TYPE"), *id = text;
  gsize scheme = strcspn (text, ":");
  g_autofree char *label = g_strdup (named != NULL ? named : service);

  if (strcmp (property->name, "IMPP") == 0 && text[scheme] == ':')
    {
      id = text + scheme + 1;
      if (label == NULL)
        label = g_strndup (text, scheme);
    }
  take_labelled (listing, CRM_VCARD_IM_LABEL, g_steal_pointer (&label), g_strdup (id));
}

static const char *
messenger_of (const char *name)
{
  static const struct
  {
    const char *name, *service;
  } services[] = {
    { "IMPP", NULL },
    { "X-QQ", "QQ" },
    { "X-WECHAT", "WeChat" },
    { "X-WEIXIN", "WeChat" },
    { "X-WEIBO", "Weibo" },
    { "X-SKYPE", "Skype" },
    { "X-SKYPE-USERNAME", "Skype" },
    { "X-JABBER", "Jabber" },
    { "X-AIM", "AIM" },
    { "X-MSN", "MSN" },
    { "X-YAHOO", "Yahoo" },
    { "X-ICQ", "ICQ" },
    { "X-GOOGLE-TALK", "Google Talk" },
    { "X-GADUGADU", "Gadu-Gadu" },
    { "X-LINE", "LINE" },
    { "X-WHATSAPP", "WhatsApp" },
    { "X-TELEGRAM", "Telegram" },
    { "X-DINGTALK", "DingTalk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    if (strcmp (name, services[i].name) == 0)
      return services[i].service != NULL ? services[i].service : "";
  return NULL;
}

static void
list_event (Listing *listing, const CrmVcardProperty *property)
{
  g_autofree char *text = dup_stripped (property);
  char *label = crm_vcard_dup_label (listing->card, property);

  if (*label == '\0' && strstr (property->name, "ANNIVERSARY") != NULL)
    {
      g_free (label);
      label = g_strdup ("Anniversary");
    }
  take_labelled (listing, CRM_VCARD_EVENT_LABEL, label, crm_vcard_normalize_date (text));
}

/* X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bob;1;;;… */
static void
list_android (Listing *listing, const CrmVcardProperty *property)
{
  g_auto (GStrv) parts = crm_vcard_property_dup_components (property);
  const char *slash = parts[0] != NULL ? strchr (parts[0], '/') : NULL;
  const char *kind = slash != NULL ? slash + 1 : "";

  if (parts[0] == NULL || parts[1] == NULL)
    return;
  if (strcmp (kind, "nickname") == 0)
    take_single (listing, CRM_VCARD_NICKNAME, g_strdup (parts[1]));
  else if (strcmp (kind, "contact_event") == 0)
    take_labelled (listing, CRM_VCARD_EVENT_LABEL, g_strdup (""), crm_vcard_normalize_date (parts[1]));
  else if (strcmp (kind, "relation") == 0)
    take_labelled (listing, CRM_VCARD_RELATION_LABEL, g_strdup (parts[2] != NULL && parts[3] != NULL ? parts[3] : ""), g_strdup (parts[1]));
  else
    take_custom (listing, *kind != '\0' ? kind : property->name, g_strdup (parts[1]));
}

/* X-CLIENTELE-FIELD:Next inspection;2026-03-09 */
static void
list_own (Listing *listing, const CrmVcardProperty *property)
{
  g_auto (GStrv) parts = crm_vcard_property_dup_components (property);

  if (parts[0] != NULL && parts[1] != NULL)
    take_custom (listing, parts[0], g_strdup (parts[1]));
}

/* SOUND;X-IRMC-N:… is how Japanese and Korean phones write a name's reading: family and given name. */
static void
list_reading (Listing *listing, const CrmVcardProperty *property)
{
  static const CrmVcardField fields[] = { CRM_VCARD_PHONETIC_LAST_NAME, CRM_VCARD_PHONETIC_FIRST_NAME };

  if (crm_vcard_property_has_type (property, "X-IRMC-N"))
    list_components (listing, property, fields, G_N_ELEMENTS (fields));
}

static gboolean
list_single (Listing *listing, const CrmVcardProperty *property)
{
  static const struct
  {
    const char *name;
    CrmVcardField field;
  } singles[] = {
    { "FN", CRM_VCARD_NAME },
    { "TITLE", CRM_VCARD_ORGANIZATION_TITLE },
    { "ROLE", CRM_VCARD_ROLE },
    { "NOTE", CRM_VCARD_NOTES },
    { "UID", CRM_VCARD_UID },
    { "REV", CRM_VCARD_REVISION },
    { "KIND", CRM_VCARD_KIND },
    { "X-PHONETIC-FIRST-NAME", CRM_VCARD_PHONETIC_FIRST_NAME },
    { "X-PHONETIC-MIDDLE-NAME", CRM_VCARD_PHONETIC_MIDDLE_NAME },
    { "X-PHONETIC-LAST-NAME", CRM_VCARD_PHONETIC_LAST_NAME },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (singles); i++)
    if (strcmp (property->name, singles[i].name) == 0)
      {
        take_single (listing, singles[i].field, dup_stripped (property));
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_for_machines (const char *name)
{
  static const char *const idle[] = { "PHOTO", "LOGO", "KEY", "PRODID", "X-ABLABEL", "X-ABADR", "X-ABUID", "X-ABSHOWAS", "AGENT", "SORT-STRING", "MAILER", "X-IMAGETYPE", "X-IMAGEHASH", "X-SHARED-PHOTO-DISPLAY-PREF", "CLASS", "CLIENTPIDMAP", "XML", "SOURCE" };

  for (gsize i = 0; i < G_N_ELEMENTS (idle); i++)
    if (strcmp (name, idle[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
list_list (Listing *listing, const CrmVcardProperty *property, CrmVcardField field)
{
  g_auto (GStrv) items = crm_vcard_property_dup_list (property);

  for (gsize i = 0; items[i] != NULL; i++)
    g_strstrip (items[i]);
  take_single (listing, field, g_strjoinv (" ::: ", items));
}

static void
list_labelled (Listing *listing, const CrmVcardProperty *property, CrmVcardField field, const char *scheme)
{
  take_labelled (listing, field, crm_vcard_dup_label (listing->card, property), dup_without_scheme (property, scheme));
}

/* What Apple says instead of KIND:org; what older versions say once more than ADR does. */
static gboolean
list_old_form (Listing *listing, const CrmVcardProperty *property)
{
  if (strcmp (property->name, "X-ABSHOWAS") == 0 && g_ascii_strcasecmp (property->value, "COMPANY") == 0)
    {
      take_single (listing, CRM_VCARD_KIND, g_strdup ("org"));
      return TRUE;
    }
  return strcmp (property->name, "LABEL") == 0 && crm_vcard_find (listing->card, "ADR") != NULL;
}

static void
list_property (Listing *listing, const CrmVcardProperty *property)
{
  const char *name = property->name, *service;

  if (property->value == NULL || list_single (listing, property) || list_old_form (listing, property) || is_for_machines (name))
    return;
  if (strcmp (name, "TEL") == 0)
    list_labelled (listing, property, CRM_VCARD_PHONE_LABEL, "tel:");
  else if (strcmp (name, "EMAIL") == 0)
    list_labelled (listing, property, CRM_VCARD_EMAIL_LABEL, "mailto:");
  else if (strcmp (name, "URL") == 0 || strcmp (name, "X-SOCIALPROFILE") == 0 || strcmp (name, "SOCIALPROFILE") == 0)
    list_labelled (listing, property, CRM_VCARD_WEBSITE_LABEL, "");
  else if (strcmp (name, "N") == 0)
    list_name (listing, property);
  else if (strcmp (name, "ADR") == 0)
    list_address (listing, property);
  else if (strcmp (name, "ORG") == 0)
    list_organization (listing, property);
  else if (strcmp (name, "NICKNAME") == 0)
    list_list (listing, property, CRM_VCARD_NICKNAME);
  else if (strcmp (name, "CATEGORIES") == 0)
    list_list (listing, property, CRM_VCARD_LABELS);
  else if (strcmp (name, "BDAY") == 0)
    {
      g_autofree char *text = dup_stripped (property);

      take_single (listing, CRM_VCARD_BIRTHDAY, crm_vcard_normalize_date (text));
    }
  else if (strcmp (name, "ANNIVERSARY") == 0 || strcmp (name, "X-ANNIVERSARY") == 0 || strcmp (name, "X-ABDATE") == 0)
    list_event (listing, property);
  else if (strcmp (name, "RELATED") == 0 || strcmp (name, "X-ABRELATEDNAMES") == 0)
    list_labelled (listing, property, CRM_VCARD_RELATION_LABEL, "");
  else if (strcmp (name, "X-ANDROID-CUSTOM") == 0)
    list_android (listing, property);
  else if (strcmp (name, CRM_VCARD_CUSTOM_FIELD) == 0)
    list_own (listing, property);
  else if (strcmp (name, "SOUND") == 0)
    list_reading (listing, property);
  else if ((service = messenger_of (name)) != NULL)
    list_messenger (listing, property, *service != '\0' ? service : NULL);
  else
    take_custom (listing, name, dup_stripped (property));
}

void
crm_vcard_fields_list (const CrmVcard *card, GArray *entries)
{
  Listing listing = { .card = card, .entries = entries };

  for (int preferred = 1; preferred >= 0; preferred--)
    for (guint i = 0; i < card->properties->len; i++)
      {
        const CrmVcardProperty *property = card->properties->pdata[i];

        if (crm_vcard_property_has_type (property, "pref") == preferred)
          list_property (&listing, property);
      }
}
