/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a view's layouts is shown, for breakpoints to set. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-layout-choice.h"

struct _CrmLayoutChoice
{
  GObject parent_instance;

  /* owned */
  AdwMultiLayoutView *view;
  GtkWidget *focus; /* what had it before the layout changed, until the view is seen again */

  guint tick;
};

enum
{
  PROP_0,
  PROP_VIEW,
  PROP_NAME,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmLayoutChoice, crm_layout_choice, G_TYPE_OBJECT)

/* ── the focus ────────────────────────────────────────────────────────────────────────────── */

/* Where the breakpoints are that set the name: they hide all that is in it for a frame. */
static GtkWidget *
get_bin (CrmLayoutChoice *self)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (self->view), ADW_TYPE_BREAKPOINT_BIN);
}

static gboolean
on_tick (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  CrmLayoutChoice *self = data;
  g_autoptr (GtkWidget) focus = NULL;
  GtkRoot *root = gtk_widget_get_root (view);

  if (!gtk_widget_get_mapped (view))
    return G_SOURCE_CONTINUE;
  focus = g_steal_pointer (&self->focus);
  self->tick = 0;
  /* What is on another tab now is not mapped. */
  if (focus != NULL && gtk_widget_get_root (focus) == root && gtk_widget_get_mapped (focus))
    gtk_root_set_focus (root, focus);
  return G_SOURCE_REMOVE;
}

static void
take_focus (CrmLayoutChoice *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *bin = get_bin (self);

  if (focus == NULL || bin == NULL || !gtk_widget_is_ancestor (focus, bin))
    return;
  g_set_object (&self->focus, focus);
  gtk_root_set_focus (root, NULL);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick, self, NULL);
}

static void
set_name (CrmLayoutChoice *self, const char *name)
{
  if (g_strcmp0 (name, adw_multi_layout_view_get_layout_name (self->view)) == 0)
    return;
  take_focus (self);
  adw_multi_layout_view_set_layout_name (self->view, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
is_narrow (CrmLayoutChoice *self)
{
  return self->view != NULL && g_strcmp0 (adw_multi_layout_view_get_layout_name (self->view), "one") == 0;
}

/* ── object ───────────────────────────────────────────────────────────────────────────────── */

static void
crm_layout_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmLayoutChoice *self = CRM_LAYOUT_CHOICE (object);

  switch (id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->view != NULL ? adw_multi_layout_view_get_layout_name (self->view) : NULL);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, is_narrow (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
crm_layout_choice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CrmLayoutChoice *self = CRM_LAYOUT_CHOICE (object);

  switch (id)
    {
    case PROP_VIEW:
      g_set_object (&self->view, g_value_get_object (value));
      break;
    case PROP_NAME:
      set_name (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
crm_layout_choice_dispose (GObject *object)
{
  CrmLayoutChoice *self = CRM_LAYOUT_CHOICE (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  self->tick = 0;
  g_clear_object (&self->focus);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (crm_layout_choice_parent_class)->dispose (object);
}

static void
crm_layout_choice_class_init (CrmLayoutChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_layout_choice_dispose;
  object_class->get_property = crm_layout_choice_get_property;
  object_class->set_property = crm_layout_choice_set_property;
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, ADW_TYPE_MULTI_LAYOUT_VIEW, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_layout_choice_init (CrmLayoutChoice *self)
{
}
