/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-pane.h"

#include "app/crm-page.h"
#include "app/deals/crm-deal-dialog.h"
#include "app/deals/crm-deal-row.h"
#include "core/sales/crm-deal-profile.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

#define FOLLOWED_KINDS (1u << CRM_KIND_DEAL | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_TASK)

struct _CrmDealsPane
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *heading;
  GtkListBox *list;
  GtkExpander *closed_part;
  GtkListBox *closed;

  /* owned */
  CrmContext *context;
  char *name;

  CrmId customer;
  CrmId except;
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmDealsPane, crm_deals_pane, GTK_TYPE_BOX)

static CrmPage *
get_page (CrmDealsPane *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static void
on_add (CrmDealsPane *self)
{
  g_assert (CRM_IS_DEALS_PANE (self));

  crm_deals_pane_add (self);
}

static void
on_row_activated (CrmDealsPane *self, GtkListBoxRow *row)
{
  CrmRecord *deal = crm_deal_row_get_deal (CRM_DEAL_ROW (row));

  g_assert (CRM_IS_DEALS_PANE (self));

  crm_page_open_record (get_page (self), &crm_kind_deal, &deal->id, NULL, 0);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId customer;
  CrmId except;
} Asked;

typedef struct
{
  GPtrArray *deals;
  GPtrArray *pipelines;
  char *currency;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->deals, g_ptr_array_unref);
  g_clear_pointer (&found->pipelines, g_ptr_array_unref);
  g_free (found->currency);
  g_free (found);
}

static gboolean
read_deals (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Asked *asked = data;
  g_autoptr (GPtrArray) holder = g_ptr_array_new_with_free_func ((GDestroyNotify)found_free);
  Found *found = g_new0 (Found, 1);

  g_ptr_array_add (holder, found);
  found->deals = crm_deals_read_of_customer (connection, &asked->customer, crm_id_is_nil (&asked->except) ? NULL : &asked->except, error);
  found->pipelines = found->deals != NULL ? crm_pipelines_read (connection, error) : NULL;
  if (found->pipelines == NULL)
    return FALSE;
  found->currency = crm_connection_dup_setting (connection, "currency", NULL);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&holder));
  return TRUE;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_open (const CrmRecord *deal)
{
  return g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "won") != 0 && g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "lost") != 0;
}

static guint
fill (CrmDealsPane *self, GtkListBox *list, const Found *found, gboolean open)
{
  GtkListBoxRow *row;
  guint n = 0;

  for (guint i = 0; i < found->deals->len; i++)
    {
      CrmRecord *deal = found->deals->pdata[i];
      const CrmId *stage = crm_record_get_id (deal, CRM_DEAL_STAGE);

      if (is_open (deal) != open)
        continue;
      if (gtk_list_box_get_row_at_index (list, (int)n) == NULL)
        gtk_list_box_append (list, crm_deal_row_new ());
      row = gtk_list_box_get_row_at_index (list, (int)n);
      crm_deal_row_set_deal (CRM_DEAL_ROW (row), deal, stage != NULL ? crm_pipelines_find_stage (found->pipelines, stage, NULL) : NULL, found->currency, crm_context_get_clock (self->context));
      n++;
    }
  while ((row = gtk_list_box_get_row_at_index (list, (int)n)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  return n;
}

static void
show (CrmDealsPane *self, const Found *found)
{
  guint n_open = fill (self, self->list, found, TRUE), n_closed = fill (self, self->closed, found, FALSE);
  g_autofree char *label = g_strdup_printf (ngettext ("%u closed", "%u closed", n_closed), n_closed);

  gtk_widget_set_visible (GTK_WIDGET (self->list), n_open > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->closed_part), n_closed > 0);
  gtk_expander_set_label (self->closed_part, label);
}

static void reload (CrmDealsPane *self);

typedef struct
{
  CrmDealsPane *pane;
  Asked asked;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->pane);
  g_free (reading);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmDealsPane *self = reading->pane;
  const GValue *value = dex_future_get_value (future, NULL);
  gboolean other = !crm_id_equal (&reading->asked.customer, &self->customer) || !crm_id_equal (&reading->asked.except, &self->except);

  self->reading = FALSE;
  if (self->list == NULL)
    return NULL;
  if (value != NULL && !other)
    show (self, ((GPtrArray *)g_value_get_boxed (value))->pdata[0]);
  if (self->stale || other)
    reload (self);
  return NULL;
}

static void
reload (CrmDealsPane *self)
{
  Reading *reading;

  self->stale = self->reading;
  if (self->reading || crm_id_is_nil (&self->customer))
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  *reading = (Reading){ g_object_ref (self), { self->customer, self->except } };
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, read_deals, g_memdup2 (&reading->asked, sizeof reading->asked), g_free), on_read, reading, reading_free));
}

static void
on_store_changed (CrmDealsPane *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_DEALS_PANE (self));

  if ((changes->kinds & FOLLOWED_KINDS) != 0)
    reload (self);
}

static void
crm_deals_pane_dispose (GObject *object)
{
  CrmDealsPane *self = CRM_DEALS_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEALS_PANE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (crm_deals_pane_parent_class)->dispose (object);
}

static void
crm_deals_pane_class_init (CrmDealsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deals_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPane, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPane, list);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPane, closed_part);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPane, closed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_deals_pane_init (CrmDealsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_deals_pane_set_context (CrmDealsPane *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_DEALS_PANE (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

void
crm_deals_pane_set_customer (CrmDealsPane *self, const CrmId *customer, const char *name, const CrmId *except)
{
  CrmId left_out = { 0 };

  g_return_if_fail (CRM_IS_DEALS_PANE (self) && customer != NULL && self->context != NULL);

  if (except != NULL)
    left_out = *except;
  g_set_str (&self->name, name);
  gtk_label_set_label (self->heading, except != NULL ? _ ("Other Deals") : _ ("Open Deals"));
  if (crm_id_equal (&self->customer, customer) && crm_id_equal (&self->except, &left_out))
    return;
  self->customer = *customer;
  self->except = left_out;
  reload (self);
}

void
crm_deals_pane_add (CrmDealsPane *self)
{
  CrmDealDialog *dialog;

  g_return_if_fail (CRM_IS_DEALS_PANE (self));

  if (crm_id_is_nil (&self->customer))
    return;
  dialog = crm_deal_dialog_new (self->context);
  crm_deal_dialog_set_customer (dialog, &self->customer, self->name);
  crm_deal_dialog_present (dialog, get_page (self));
}
