/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file and what goes where, all of it open to change. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-mapping-page.h"

#include "app/import/crm-import-column-row.h"
#include "app/import/crm-saved-mapping-row.h"
#include "core/exchange/crm-answers-import.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* A guess less sure than this is shown open, to be looked at. */
#define SURE 70

struct _CrmImportMappingPage
{
  AdwNavigationPage parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  GtkWidget *check;
  AdwBanner *banner;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  AdwComboRow *kind_row;
  AdwComboRow *file_row;
  AdwExpanderRow *format;
  GtkWidget *saved_group;
  CrmSavedMappingRow *saved;
  AdwComboRow *encoding;
  AdwComboRow *delimiter;
  AdwComboRow *sheet;
  AdwSwitchRow *header;
  AdwComboRow *dates;
  AdwPreferencesGroup *columns;
  GtkWidget *deals_group;
  GtkWidget *answers_group;
  GtkWidget *known_group;
  AdwSwitchRow *match_id;
  AdwSwitchRow *match_email;
  AdwSwitchRow *match_phone;
  AdwSwitchRow *match_name;
  AdwComboRow *update;
  GtkWidget *names_group;
  AdwComboRow *names;

  /* owned */
  GPtrArray *files;        /* of CrmImportFile */
  CrmImportSource *source; /* of the file shown */
  GPtrArray *rows;         /* borrowed from the group */
  GArray *found_orders;    /* of CrmDateOrder: as recognised, one for each column */
  CrmTableReaderOptions options;
  CrmSurveyForm *form; /* (nullable): what responses answer */

  const CrmKind *kind;
  guint shown;      /* place of the file shown */
  gboolean filling; /* what changes is not the person's doing */
};

G_DEFINE_FINAL_TYPE (CrmImportMappingPage, crm_import_mapping_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  CHECK,
  REREAD,
  TURNED,
  SAID,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char delimiters[] = { ',', ';', '\t', '|' };

/* ── saying what the file is ──────────────────────────────────────────────────────────────── */

static const char *
get_format_label (const CrmImportSource *source)
{
  switch (source->format)
    {
    case CRM_TABLE_FORMAT_VCARD:
      return _ ("vCard address book");
    case CRM_TABLE_FORMAT_XLSX:
      return _ ("Excel workbook");
    case CRM_TABLE_FORMAT_JSON:
      return C_ ("file format", "JSON");
    case CRM_TABLE_FORMAT_CSV:
    case CRM_TABLE_FORMAT_DETECT:
    default:
      return _ ("Table as text (CSV)");
    }
}

static char *
dup_size (const CrmImportSource *source)
{
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", (gulong)source->n_rows), (guint)source->n_rows);
  g_autofree char *columns = g_strdup_printf (ngettext ("%'u column", "%'u columns", source->n_columns), source->n_columns);

  if (source->format == CRM_TABLE_FORMAT_CSV)
    return g_strdup_printf ("%s · %s · %s", rows, columns, source->encoding);
  return g_strdup_printf ("%s · %s", rows, columns);
}

static void
select_delimiter (CrmImportMappingPage *self, char delimiter)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == delimiter)
      adw_combo_row_set_selected (self->delimiter, i);
}

/* The encodings usual in offices; the one found, should it be another, comes first. */
static void
fill_encodings (CrmImportMappingPage *self)
{
  const char *const *names = crm_encoding_get_names ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; names[i] != NULL; i++)
    {
      gtk_string_list_append (list, names[i]);
      if (g_ascii_strcasecmp (names[i], self->source->encoding != NULL ? self->source->encoding : "") == 0)
        selected = i;
    }
  if (selected == GTK_INVALID_LIST_POSITION && self->source->encoding != NULL)
    {
      gtk_string_list_splice (list, 0, 0, (const char *const[]){ self->source->encoding, NULL });
      selected = 0;
    }
  adw_combo_row_set_model (self->encoding, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->encoding, selected);
}

static void
fill_sheets (CrmImportMappingPage *self)
{
  const char *const none[] = { NULL };
  const char *const *names = self->source->sheets != NULL ? (const char *const *)self->source->sheets : none;
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (self->sheet, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->sheet, self->source->sheet > 0 ? self->source->sheet - 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), g_list_model_get_n_items (G_LIST_MODEL (list)) > 1);
}

static void
fill_format (CrmImportMappingPage *self)
{
  const CrmImportSource *source = self->source;
  gboolean text = source->format == CRM_TABLE_FORMAT_CSV;
  g_autofree char *size = dup_size (source);
  const char *program = source->mapping->program;

  adw_window_title_set_subtitle (self->window_title, source->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format), program != NULL ? program : get_format_label (source));
  adw_expander_row_set_subtitle (self->format, size);
  adw_expander_row_set_enable_expansion (self->format, TRUE);
  if (text && source->confidence < SURE)
    adw_expander_row_set_expanded (self->format, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding), text);
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter), text && source->delimiter != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->header), source->format != CRM_TABLE_FORMAT_VCARD && source->format != CRM_TABLE_FORMAT_JSON);
  fill_encodings (self);
  select_delimiter (self, source->delimiter);
  fill_sheets (self);
  adw_switch_row_set_active (self->header, source->has_header);
}

static CrmImportFile *
get_file (CrmImportMappingPage *self, guint place)
{
  return g_ptr_array_index (self->files, place);
}

static void
fill_files (CrmImportMappingPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *state = g_strdup_printf (ngettext ("%u file is imported", "%u files are imported together", self->files->len), self->files->len);

  for (guint i = 0; i < self->files->len; i++)
    gtk_string_list_append (names, get_file (self, i)->source->name);
  adw_combo_row_set_model (self->file_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->file_row, self->shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row), state);
  gtk_widget_set_visible (GTK_WIDGET (self->file_row), self->files->len > 1);
}

/* Customers are found and mended by rules of their own. */
static void
show_kind (CrmImportMappingPage *self)
{
  gboolean deals = self->kind->id == CRM_KIND_DEAL, customers = !deals && self->form == NULL;

  adw_combo_row_set_selected (self->kind_row, deals);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), self->form == NULL);
  gtk_widget_set_visible (self->saved_group, customers);
  gtk_widget_set_visible (self->known_group, customers);
  gtk_widget_set_visible (self->names_group, customers);
  gtk_widget_set_visible (self->deals_group, deals);
  gtk_widget_set_visible (self->answers_group, self->form != NULL);
}

/* ── the mapping ──────────────────────────────────────────────────────────────────────────── */

static gboolean
is_useful (CrmImportMappingPage *self, const CrmImportFile *file)
{
  const CrmImportMapping *mapping = file->source->mapping;

  if (self->form != NULL)
    return crm_answers_import_is_useful (mapping);
  return self->kind->id == CRM_KIND_DEAL ? crm_import_mapping_names_deals (mapping) : crm_import_mapping_is_useful (mapping);
}

static const char *
get_wanted (CrmImportMappingPage *self)
{
  if (self->form != NULL)
    return _ ("Choose at least one column that answers a question");
  if (self->kind->id == CRM_KIND_DEAL)
    return _ ("Choose the column that holds the names of the deals");
  return _ ("Choose at least one column that holds a name, a company, a phone number or an email address");
}

static void
update_check (CrmImportMappingPage *self)
{
  const CrmImportFile *useless = NULL;
  const char *wanted = get_wanted (self);
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->files->len && useless == NULL; i++)
    if (!is_useful (self, get_file (self, i)))
      useless = get_file (self, i);
  if (useless != NULL && self->files->len > 1)
    /* Translators: %1$s is a file, %2$s what is to be done. */
    title = g_strdup_printf (_ ("“%1$s”: %2$s"), useless->source->name, wanted);
  adw_banner_set_title (self->banner, title != NULL ? title : wanted);
  adw_banner_set_revealed (self->banner, useless != NULL);
  gtk_widget_set_sensitive (self->check, useless == NULL);
}

/* Files with the same columns are mapped alike; rules are those of the whole import. */
static void
spread (CrmImportMappingPage *self)
{
  const CrmImportFile *shown = get_file (self, self->shown);
  const CrmImportMapping *mapping = shown->source->mapping;

  for (guint i = 0; i < self->files->len; i++)
    {
      CrmImportFile *file = get_file (self, i);

      if (i == self->shown)
        continue;
      file->source->mapping->match = mapping->match;
      file->source->mapping->update = mapping->update;
      file->source->mapping->names = mapping->names;
      if (!crm_import_file_is_alike (file, shown))
        continue;
      crm_import_mapping_apply (file->source->mapping, mapping);
      file->saved = shown->saved;
      file->has_saved = shown->has_saved;
      file->by_itself = shown->by_itself;
      file->changed = shown->changed;
    }
}

static void
on_changed (CrmImportMappingPage *self)
{
  get_file (self, self->shown)->changed = TRUE;
  spread (self);
  update_check (self);
  crm_saved_mapping_row_update (self->saved);
}

static void
fill_columns (CrmImportMappingPage *self)
{
  GArray *columns = self->source->mapping->columns;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->found_orders, 0);
  for (guint i = 0; i < columns->len; i++)
    {
      GtkWidget *row = crm_import_column_row_new (self->source, i, self->kind, self->form);

      g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->columns, row);
      g_ptr_array_add (self->rows, row);
      g_array_append_val (self->found_orders, g_array_index (columns, CrmImportColumn, i).date_order);
    }
}

static void
fill_rules (CrmImportMappingPage *self)
{
  const CrmImportMapping *mapping = self->source->mapping;

  adw_switch_row_set_active (self->match_id, (mapping->match & CRM_IMPORT_MATCH_ID) != 0);
  adw_switch_row_set_active (self->match_email, (mapping->match & CRM_IMPORT_MATCH_EMAIL) != 0);
  adw_switch_row_set_active (self->match_phone, (mapping->match & CRM_IMPORT_MATCH_PHONE) != 0);
  adw_switch_row_set_active (self->match_name, (mapping->match & CRM_IMPORT_MATCH_NAME) != 0);
  adw_combo_row_set_selected (self->update, mapping->update);
  adw_combo_row_set_selected (self->names, mapping->names);
  adw_combo_row_set_selected (self->dates, 0);
}

/* ── what the person changes ──────────────────────────────────────────────────────────────── */

static void
on_check (CrmImportMappingPage *self)
{
  g_assert (CRM_IS_IMPORT_MAPPING_PAGE (self));

  g_signal_emit (self, signals[CHECK], 0);
}

static const char *
get_encoding (CrmImportMappingPage *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->encoding);

  return item != NULL ? g_intern_string (gtk_string_object_get_string (item)) : NULL;
}

/* Only what differs from what was found is set: the rest is found out anew. */
static void
on_options (CrmImportMappingPage *self)
{
  const CrmImportSource *source = self->source;
  guint delimiter = adw_combo_row_get_selected (self->delimiter);

  g_assert (CRM_IS_IMPORT_MAPPING_PAGE (self));

  if (self->filling || source == NULL)
    return;
  if (source->format == CRM_TABLE_FORMAT_CSV && g_strcmp0 (get_encoding (self), source->encoding) != 0)
    self->options.encoding = get_encoding (self);
  if (source->format == CRM_TABLE_FORMAT_CSV && delimiter < G_N_ELEMENTS (delimiters) && delimiters[delimiter] != source->delimiter && source->delimiter != 0)
    self->options.delimiter = delimiters[delimiter];
  if (source->sheet > 0 && adw_combo_row_get_selected (self->sheet) + 1 != source->sheet)
    self->options.sheet = adw_combo_row_get_selected (self->sheet) + 1;
  if (adw_switch_row_get_active (self->header) != source->has_header)
    self->options.header = adw_switch_row_get_active (self->header) ? CRM_TABLE_HEADER_PRESENT : CRM_TABLE_HEADER_ABSENT;
  g_signal_emit (self, signals[REREAD], 0);
}

static void
on_dates (CrmImportMappingPage *self)
{
  static const CrmDateOrder orders[] = { CRM_DATE_ORDER_UNKNOWN, CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_YMD };
  guint selected = adw_combo_row_get_selected (self->dates);

  if (self->filling || self->source == NULL || selected >= G_N_ELEMENTS (orders))
    return;
  for (guint i = 0; i < self->found_orders->len; i++)
    g_array_index (self->source->mapping->columns, CrmImportColumn, i).date_order = selected == 0 ? g_array_index (self->found_orders, CrmDateOrder, i) : orders[selected];
  on_changed (self);
}

static void
on_match (CrmImportMappingPage *self)
{
  if (self->filling || self->source == NULL)
    return;
  self->source->mapping->match = (adw_switch_row_get_active (self->match_id) ? CRM_IMPORT_MATCH_ID : 0u) | (adw_switch_row_get_active (self->match_email) ? CRM_IMPORT_MATCH_EMAIL : 0u) | (adw_switch_row_get_active (self->match_phone) ? CRM_IMPORT_MATCH_PHONE : 0u) | (adw_switch_row_get_active (self->match_name) ? CRM_IMPORT_MATCH_NAME : 0u);
  on_changed (self);
}

static void
on_rules (CrmImportMappingPage *self)
{
  if (self->filling || self->source == NULL)
    return;
  self->source->mapping->update = (CrmImportUpdate)adw_combo_row_get_selected (self->update);
  self->source->mapping->names = (CrmImportNames)adw_combo_row_get_selected (self->names);
  on_changed (self);
}

/* ── another file, another mapping ────────────────────────────────────────────────────────── */

static void
show_mapping (CrmImportMappingPage *self)
{
  self->filling = TRUE;
  fill_columns (self);
  fill_rules (self);
  update_check (self);
  self->filling = FALSE;
}

static void
on_kind (CrmImportMappingPage *self)
{
  const CrmKind *kind = adw_combo_row_get_selected (self->kind_row) == 1 ? &crm_kind_deal : &crm_kind_customer;

  if (self->filling || kind == self->kind)
    return;
  self->kind = kind;
  show_kind (self);
  show_mapping (self);
  g_signal_emit (self, signals[TURNED], 0);
}

static void
show_file (CrmImportMappingPage *self)
{
  CrmImportFile *file = get_file (self, self->shown);

  self->filling = TRUE;
  g_clear_pointer (&self->source, crm_import_source_unref);
  self->source = crm_import_source_ref (file->source);
  self->options = self->source->options;
  self->options.encoding = g_intern_string (self->source->options.encoding);
  fill_format (self);
  show_mapping (self);
}

static void
on_file (CrmImportMappingPage *self)
{
  guint selected = adw_combo_row_get_selected (self->file_row);

  if (self->filling || selected >= self->files->len || selected == self->shown)
    return;
  self->shown = selected;
  show_file (self);
  crm_saved_mapping_row_show (self->saved, NULL, get_file (self, self->shown));
}

static void
on_taken (CrmImportMappingPage *self)
{
  spread (self);
  show_mapping (self);
}

static void
on_said (CrmImportMappingPage *self, const char *text, const CrmId *edit)
{
  g_signal_emit (self, signals[SAID], 0, text, edit);
}

static void
on_failed (CrmImportMappingPage *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_import_mapping_page_dispose (GObject *object)
{
  CrmImportMappingPage *self = CRM_IMPORT_MAPPING_PAGE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_IMPORT_MAPPING_PAGE);

  G_OBJECT_CLASS (crm_import_mapping_page_parent_class)->dispose (object);
}

static void
crm_import_mapping_page_finalize (GObject *object)
{
  CrmImportMappingPage *self = CRM_IMPORT_MAPPING_PAGE (object);

  g_clear_pointer (&self->source, crm_import_source_unref);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->found_orders);

  G_OBJECT_CLASS (crm_import_mapping_page_parent_class)->finalize (object);
}

static void
crm_import_mapping_page_class_init (CrmImportMappingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_import_mapping_page_dispose;
  object_class->finalize = crm_import_mapping_page_finalize;

  signals[CHECK] = g_signal_new ("check", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REREAD] = g_signal_new ("reread", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[TURNED] = g_signal_new ("turned", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  g_type_ensure (CRM_TYPE_SAVED_MAPPING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-import-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, check);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, banner);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, content);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, format);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, saved_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, saved);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, encoding);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, delimiter);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, dates);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, deals_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, answers_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, known_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, match_id);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, match_email);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, match_phone);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, match_name);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, update);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, names_group);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, names);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_file);
  gtk_widget_class_bind_template_callback (widget_class, on_taken);
  gtk_widget_class_bind_template_callback (widget_class, on_said);
  gtk_widget_class_bind_template_callback (widget_class, on_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_options);
  gtk_widget_class_bind_template_callback (widget_class, on_dates);
  gtk_widget_class_bind_template_callback (widget_class, on_match);
  gtk_widget_class_bind_template_callback (widget_class, on_rules);
}

static void
crm_import_mapping_page_init (CrmImportMappingPage *self)
{
  self->files = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->found_orders = g_array_new (FALSE, FALSE, sizeof (CrmDateOrder));
  self->kind = &crm_kind_customer;
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

void
crm_import_mapping_page_watch (CrmImportMappingPage *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self));

  crm_saved_mapping_row_watch (self->saved, store);
}

void
crm_import_mapping_page_set_kind (CrmImportMappingPage *self, const CrmKind *kind)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self) && kind != NULL);

  self->kind = kind;
  self->filling = TRUE;
  show_kind (self);
  self->filling = FALSE;
}

void
crm_import_mapping_page_set_form (CrmImportMappingPage *self, CrmSurveyForm *form)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self) && form != NULL && self->form == NULL);

  self->form = crm_survey_form_ref (form);
  crm_import_mapping_page_set_kind (self, &crm_kind_response);
}

const CrmKind *
crm_import_mapping_page_get_kind (CrmImportMappingPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self), NULL);

  return self->kind;
}

void
crm_import_mapping_page_set_files (CrmImportMappingPage *self, GPtrArray *files, guint shown, GPtrArray *mappings)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self) && files != NULL && shown < files->len);

  self->filling = TRUE;
  g_ptr_array_ref (files);
  g_ptr_array_unref (self->files);
  self->files = files;
  self->shown = shown;
  fill_files (self);
  show_file (self);
  crm_saved_mapping_row_show (self->saved, mappings, get_file (self, shown));
}

guint
crm_import_mapping_page_get_shown (CrmImportMappingPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self), 0);

  return self->shown;
}

const CrmTableReaderOptions *
crm_import_mapping_page_get_options (CrmImportMappingPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self), NULL);

  return &self->options;
}

void
crm_import_mapping_page_set_busy (CrmImportMappingPage *self, gboolean busy)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self));

  gtk_widget_set_sensitive (self->content, !busy);
  if (busy)
    gtk_widget_set_sensitive (self->check, FALSE);
  else if (self->source != NULL)
    update_check (self);
}
