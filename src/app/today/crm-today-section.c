/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of the Today page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-section.h"

#include <glib/gi18n-lib.h>

struct _CrmTodaySection
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *heading;
  GtkLabel *count;
  GtkListBox *list;

  /* owned by the list, made when needed */
  GtkWidget *more;

  CrmAgendaSection section;
  gboolean narrow;
};

enum
{
  ACT,
  MORE,
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTodaySection, crm_today_section, ADW_TYPE_BIN)

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static CrmTodayRow *
get_row (CrmTodaySection *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)index);

  return row != NULL && CRM_IS_TODAY_ROW (row) ? CRM_TODAY_ROW (row) : NULL;
}

static const CrmId *
get_id (CrmTodayRow *row)
{
  return &crm_today_row_get_item (row)->record->id;
}

static gboolean
has_item (const GPtrArray *items, const CrmId *id)
{
  for (guint i = 0; i < items->len; i++)
    if (crm_id_equal (&((const CrmAgendaItem *)items->pdata[i])->record->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The next row that stays, or else the one before. */
static GtkWidget *
find_heir (CrmTodaySection *self, guint index, const GPtrArray *items)
{
  CrmTodayRow *row;

  for (guint i = index + 1; (row = get_row (self, i)) != NULL; i++)
    if (has_item (items, get_id (row)))
      return GTK_WIDGET (row);
  for (guint i = index; i-- > 0;)
    if ((row = get_row (self, i)) != NULL && has_item (items, get_id (row)))
      return GTK_WIDGET (row);
  return NULL;
}

/* What is taken out with the focus in it is kept by the toolkit: the focus goes first. FALSE where it has nowhere to go. */
static gboolean
hand_on_focus (CrmTodaySection *self, const GPtrArray *items)
{
  CrmTodayRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (has_focus (GTK_WIDGET (row)) && !has_item (items, get_id (row)))
      {
        GtkWidget *heir = find_heir (self, i, items);

        if (heir != NULL)
          gtk_widget_grab_focus (heir);
        return heir != NULL;
      }
  return TRUE;
}

static void
remove_gone (CrmTodaySection *self, const GPtrArray *items)
{
  guint i = 0;
  CrmTodayRow *row;

  while ((row = get_row (self, i)) != NULL)
    if (has_item (items, get_id (row)))
      i++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
on_act (CrmTodaySection *self, const char *name, CrmTodayRow *row)
{
  g_signal_emit (self, signals[ACT], 0, row, name);
}

static CrmTodayRow *
insert_row (CrmTodaySection *self, guint index)
{
  GtkWidget *row = crm_today_row_new (self->section);

  crm_today_row_set_narrow (CRM_TODAY_ROW (row), self->narrow);
  g_signal_connect_object (row, "act", G_CALLBACK (on_act), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, (int)index);
  return CRM_TODAY_ROW (row);
}

/* The row of @id, which stands further down than it belongs now. */
static CrmTodayRow *
find_row (CrmTodaySection *self, guint from, const CrmId *id)
{
  CrmTodayRow *row;

  for (guint i = from; (row = get_row (self, i)) != NULL; i++)
    if (crm_id_equal (get_id (row), id))
      return row;
  return NULL;
}

static CrmTodayRow *
place_row (CrmTodaySection *self, guint index, const CrmId *id)
{
  CrmTodayRow *row = find_row (self, index, id);
  gboolean focused;

  if (row == NULL)
    return insert_row (self, index);
  if (row == get_row (self, index))
    return row;
  focused = has_focus (GTK_WIDGET (row));
  if (focused)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (row)), NULL);
  g_object_ref (row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int)index);
  g_object_unref (row);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return row;
}

/* ── what is not shown ────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_more (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (row, "today-more");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

static char *
dup_more (CrmTodaySection *self, guint n_shown, guint n_total)
{
  return n_total - n_shown > 0 && n_shown >= 100 ? g_strdup_printf (_ ("%1$u of %2$u: Show More"), n_shown, n_total) : crm_today_words_dup_all (self->section, n_total);
}

static void
show_more (CrmTodaySection *self, guint n_shown, guint n_total)
{
  g_autofree char *text = NULL;

  if (n_shown >= n_total)
    {
      if (self->more == NULL)
        return;
      if (has_focus (self->more))
        gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
      gtk_list_box_remove (self->list, self->more);
      self->more = NULL;
      return;
    }
  if (self->more == NULL)
    {
      self->more = make_more ();
      gtk_list_box_append (self->list, self->more);
    }
  text = dup_more (self, n_shown, n_total);
  gtk_label_set_label (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self->more))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* ── what is pressed ──────────────────────────────────────────────────────────────────────── */

static void
on_row_activated (CrmTodaySection *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_TODAY_SECTION (self));

  if (GTK_WIDGET (row) == self->more)
    g_signal_emit (self, signals[MORE], 0);
  else
    g_signal_emit (self, signals[ACT], 0, row, CRM_TODAY_OPEN);
}

static gboolean
on_keynav_failed (CrmTodaySection *self, GtkDirectionType direction)
{
  g_assert (CRM_IS_TODAY_SECTION (self));

  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  g_signal_emit (self, signals[LEAVE], 0, direction);
  return TRUE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_today_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TODAY_SECTION);

  G_OBJECT_CLASS (crm_today_section_parent_class)->dispose (object);
}

static void
crm_today_section_class_init (CrmTodaySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_today_section_dispose;

  signals[ACT] = g_signal_new ("act", CRM_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, CRM_TYPE_TODAY_ROW, G_TYPE_STRING);
  signals[MORE] = g_signal_new ("more", CRM_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEAVE] = g_signal_new ("leave", CRM_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_DIRECTION_TYPE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/today/crm-today-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTodaySection, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmTodaySection, count);
  gtk_widget_class_bind_template_child (widget_class, CrmTodaySection, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed);
}

static void
crm_today_section_init (CrmTodaySection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_today_section_new (CrmAgendaSection section)
{
  CrmTodaySection *self = g_object_new (CRM_TYPE_TODAY_SECTION, NULL);
  const char *heading = crm_today_words_get_heading (section);

  self->section = section;
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  if (section == CRM_AGENDA_OVERDUE)
    gtk_widget_add_css_class (GTK_WIDGET (self->heading), "warning");
  return GTK_WIDGET (self);
}

gboolean
crm_today_section_show (CrmTodaySection *self, CrmAgenda *agenda, const CrmTodayStyle *style)
{
  GPtrArray *items;
  g_autofree char *count = NULL;
  gboolean kept;

  g_return_val_if_fail (CRM_IS_TODAY_SECTION (self) && agenda != NULL && style != NULL, TRUE);

  items = agenda->items[self->section];
  kept = hand_on_focus (self, items);
  if (!kept)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  remove_gone (self, items);
  for (guint i = 0; i < items->len; i++)
    crm_today_row_set_item (place_row (self, i, &((const CrmAgendaItem *)items->pdata[i])->record->id), agenda, items->pdata[i], style);
  show_more (self, items->len, agenda->n_total[self->section]);
  count = g_strdup_printf ("%'u", agenda->n_total[self->section]);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);
  return kept;
}

void
crm_today_section_set_narrow (CrmTodaySection *self, gboolean narrow)
{
  CrmTodayRow *row;

  g_return_if_fail (CRM_IS_TODAY_SECTION (self));

  self->narrow = narrow;
  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    crm_today_row_set_narrow (row, narrow);
}

gboolean
crm_today_section_focus (CrmTodaySection *self, gboolean last)
{
  GtkWidget *row;

  g_return_val_if_fail (CRM_IS_TODAY_SECTION (self), FALSE);

  row = last ? gtk_widget_get_last_child (GTK_WIDGET (self->list)) : gtk_widget_get_first_child (GTK_WIDGET (self->list));
  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_grab_focus (row);
}
