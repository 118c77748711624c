/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal on the board. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-card.h"

#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-sales.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LINE_GAP    2
#define PART_GAP    8
#define ICON_SIZE   14
#define ICON_GAP    4
#define SMALL       0.84
#define AVATAR_SIZE 20

typedef enum
{
  TITLE,
  DAYS,
  CUSTOMER,
  INITIALS,
  AMOUNT,
  STEP,
  N_TEXTS
} Text;

struct _CrmDealCard
{
  GtkWidget parent_instance;

  /* owned */
  CrmRecord *deal;
  char *texts[N_TEXTS];
  PangoLayout *layouts[N_TEXTS]; /* made when they are first drawn */
  GtkWidget *mark;               /* says by its shape how the next step stands; its colour is that of the words beside it */

  gboolean over; /* its stage's limit */
};

G_DEFINE_FINAL_TYPE (CrmDealCard, crm_deal_card, GTK_TYPE_WIDGET)

static const struct
{
  double scale;
  PangoWeight weight;
  gboolean dim;
} looks[N_TEXTS] = {
  [TITLE] = { 1, PANGO_WEIGHT_SEMIBOLD, FALSE },
  [DAYS] = { SMALL, PANGO_WEIGHT_NORMAL, TRUE },
  [CUSTOMER] = { 0.92, PANGO_WEIGHT_NORMAL, TRUE },
  [INITIALS] = { 0.62, PANGO_WEIGHT_BOLD, FALSE },
  [AMOUNT] = { 1, PANGO_WEIGHT_NORMAL, FALSE },
  [STEP] = { SMALL, PANGO_WEIGHT_NORMAL, TRUE },
};

/* ── measures ─────────────────────────────────────────────────────────────────────────────── */

/* The height of a line in any script, which Latin metrics do not tell. All cards have one font: it is measured once. */
static int
get_line_height (GtkWidget *widget)
{
  static guint measured_for;
  static int height;
  PangoContext *context = gtk_widget_get_pango_context (widget);
  guint key = pango_font_description_hash (pango_context_get_font_description (context)) ^ (guint)(pango_cairo_context_get_resolution (context) * 64);

  if (key != measured_for || height == 0)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "Åg 国");

      pango_layout_get_pixel_size (layout, NULL, &height);
      measured_for = key;
    }
  return height;
}

static int
get_small_height (GtkWidget *widget)
{
  return (int)(get_line_height (widget) * SMALL + 0.5);
}

static void
crm_deal_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int line = get_line_height (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = line * 11;
    }
  else
    *minimum = *natural = 3 * line + 2 * LINE_GAP;
}

/* ── drawing ──────────────────────────────────────────────────────────────────────────────── */

static PangoLayout *
get_layout (CrmDealCard *self, Text text)
{
  PangoAttrList *attributes;

  if (self->layouts[text] != NULL)
    return self->layouts[text];
  self->layouts[text] = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->texts[text]);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (looks[text].scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (text == DAYS && self->over ? PANGO_WEIGHT_BOLD : looks[text].weight));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (self->layouts[text], attributes);
  pango_layout_set_single_paragraph_mode (self->layouts[text], TRUE);
  pango_layout_set_ellipsize (self->layouts[text], PANGO_ELLIPSIZE_END);
  pango_attr_list_unref (attributes);
  return self->layouts[text];
}

static int
get_width (CrmDealCard *self, Text text)
{
  PangoLayout *layout;
  int width;

  if (self->texts[text] == NULL)
    return 0;
  layout = get_layout (self, text);
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Draws a text within @width on the line that begins at @y; where the writing goes the other way, from the other side. */
static void
draw (CrmDealCard *self, GtkSnapshot *snapshot, Text text, const GdkRGBA *color, int x, int y, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoLayout *layout;
  int height;

  if (self->texts[text] == NULL || width <= 0)
    return;
  layout = get_layout (self, text);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)(y + (get_line_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* One text from the beginning of a line, which gives way, and one at its end. */
static void
draw_line (CrmDealCard *self, GtkSnapshot *snapshot, int line, Text first, const GdkRGBA *first_color, Text last, const GdkRGBA *last_color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), y = line * (get_line_height (GTK_WIDGET (self)) + LINE_GAP);
  int last_width = get_width (self, last);

  draw (self, snapshot, first, first_color, 0, y, width - last_width - (last_width > 0 ? PART_GAP : 0));
  draw (self, snapshot, last, last_color, width - last_width, y, last_width);
}

static void
draw_avatar (CrmDealCard *self, GtkSnapshot *snapshot, GdkRGBA color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), line = get_line_height (widget), initials_width;
  float size = (float)MAX (AVATAR_SIZE, line), top = (float)(line + LINE_GAP) + ((float)line - size) / 2;
  float left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 0 : (float)width - size;
  GskRoundedRect circle;
  GdkRGBA ground = color;

  if (self->texts[INITIALS] == NULL)
    return;
  ground.alpha *= 0.11f;
  initials_width = get_width (self, INITIALS);
  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (left, top, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &ground, &circle.bounds);
  gtk_snapshot_pop (snapshot);
  draw (self, snapshot, INITIALS, &color, width - (int)size + ((int)size - initials_width) / 2, line + LINE_GAP, initials_width);
}

static int
get_icon_size (GtkWidget *widget)
{
  return MAX (ICON_SIZE, get_small_height (widget) - 4);
}

/* What an amount needs comes first; the words of the next step are cut short before it. */
static int
get_step_width (CrmDealCard *self)
{
  int free_width = gtk_widget_get_width (GTK_WIDGET (self)) - get_icon_size (GTK_WIDGET (self)) - ICON_GAP - PART_GAP - get_width (self, AMOUNT);

  return CLAMP (get_width (self, STEP), 0, MAX (free_width, 0));
}

static void
crm_deal_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmDealCard *self = CRM_DEAL_CARD (widget);
  int width = gtk_widget_get_width (widget), line = get_line_height (widget), step_width;
  GdkRGBA color, dim, mark;
  const GdkRGBA *marked;

  if (self->deal == NULL)
    return;
  gtk_widget_get_color (widget, &color);
  gtk_widget_get_color (self->mark, &mark);
  dim = color;
  dim.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_for_display (gtk_widget_get_display (widget))) ? 0.9f : 0.74f;
  marked = gtk_widget_has_css_class (self->mark, "dimmed") ? &dim : &mark;
  draw_line (self, snapshot, 0, TITLE, &color, DAYS, self->over ? &color : &dim);
  draw (self, snapshot, CUSTOMER, &dim, 0, line + LINE_GAP, width - (self->texts[INITIALS] != NULL ? AVATAR_SIZE + PART_GAP : 0));
  draw_avatar (self, snapshot, color);
  step_width = get_step_width (self);
  draw (self, snapshot, AMOUNT, &color, 0, 2 * (line + LINE_GAP), MIN (get_width (self, AMOUNT), width));
  draw (self, snapshot, STEP, marked, width - step_width, 2 * (line + LINE_GAP), step_width);
  gtk_widget_snapshot_child (widget, self->mark, snapshot);
}

static void
crm_deal_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmDealCard *self = CRM_DEAL_CARD (widget);
  int line = get_line_height (widget), size = get_icon_size (widget), x;

  if (!gtk_widget_should_layout (self->mark))
    return;
  x = width - (self->deal != NULL ? get_step_width (self) : 0) - ICON_GAP - size;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - size;
  gtk_widget_size_allocate (self->mark, &(GtkAllocation){ x, 2 * (line + LINE_GAP) + (line - size) / 2, size, size }, -1);
}

/* ── what it shows ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *icon_name;
  const char *css_class;
} Mark;

static const Mark step_marks[] = {
  [CRM_DEAL_STEP_OVERDUE] = { "crm-step-overdue-symbolic", "error" },
  [CRM_DEAL_STEP_NONE] = { "crm-step-none-symbolic", "warning" },
  [CRM_DEAL_STEP_TODAY] = { "crm-step-today-symbolic", "accent" },
  [CRM_DEAL_STEP_PLANNED] = { "crm-step-planned-symbolic", "dimmed" },
};

static void
set_mark (CrmDealCard *self, const Mark *mark)
{
  const char *classes[] = { mark->css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), mark->icon_name);
  gtk_widget_set_css_classes (self->mark, classes);
}

static void
show_standing (CrmDealCard *self, CrmRecord *deal, const CrmDealCardStyle *style)
{
  static const Mark won = { "crm-deal-won-symbolic", "success" }, lost = { "crm-deal-lost-symbolic", "dimmed" };
  CrmDealAttention attention;

  self->over = FALSE;
  if (crm_deal_is_open (deal))
    {
      crm_deal_words_get_attention (deal, style, &attention);
      self->over = attention.days_over > 0;
      set_mark (self, &step_marks[attention.step]);
    }
  else
    set_mark (self, g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "won") == 0 ? &won : &lost);
  if (self->over)
    gtk_widget_add_css_class (GTK_WIDGET (self), "over-limit");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "over-limit");
}

static char *
dup_initials (CrmRecord *deal, const CrmDealCardStyle *style)
{
  const CrmId *owner = crm_record_get_id (deal, CRM_DEAL_OWNER);
  const char *name = owner != NULL ? crm_names_lookup (style->format->users, owner) : NULL;
  char *monogram = name != NULL ? crm_text_monogram (name, CRM_NAME_PERSON) : NULL;

  if (monogram != NULL && *monogram == '\0')
    g_clear_pointer (&monogram, g_free);
  return monogram;
}

static void
set_text (CrmDealCard *self, Text text, char *value)
{
  g_free (self->texts[text]);
  self->texts[text] = value;
  g_clear_object (&self->layouts[text]);
}

void
crm_deal_card_set_deal (CrmDealCard *self, CrmRecord *deal, const CrmDealCardStyle *style)
{
  g_return_if_fail (CRM_IS_DEAL_CARD (self) && style != NULL);

  if (deal != NULL)
    crm_record_ref (deal);
  g_clear_pointer (&self->deal, crm_record_unref);
  self->deal = deal;
  gtk_widget_set_visible (self->mark, deal != NULL);
  if (deal != NULL)
    {
      set_text (self, TITLE, g_strdup (crm_record_get_title (deal)));
      set_text (self, CUSTOMER, g_strdup (crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME)));
      set_text (self, AMOUNT, crm_deal_words_dup_amount (deal, style));
      set_text (self, DAYS, crm_deal_words_dup_days (deal, style));
      set_text (self, STEP, crm_deal_words_dup_step (deal, style));
      set_text (self, INITIALS, dup_initials (deal, style));
      show_standing (self, deal, style);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

CrmRecord *
crm_deal_card_get_deal (CrmDealCard *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD (self), NULL);

  return self->deal;
}

/* ── tooltip ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
crm_deal_card_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CrmDealCard *self = CRM_DEAL_CARD (widget);
  const char *title = self->deal != NULL ? crm_record_get_text (self->deal, CRM_DEAL_NEXT_STEP_TITLE) : NULL;
  g_autofree char *text = NULL;

  if (self->deal == NULL)
    return FALSE;
  text = title != NULL ? g_strdup_printf ("%s\n%s · %s", self->texts[TITLE], title, self->texts[STEP]) : g_strdup_printf ("%s\n%s", self->texts[TITLE], self->texts[STEP] != NULL ? self->texts[STEP] : "");
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
forget_layouts (CrmDealCard *self)
{
  for (Text text = 0; text < N_TEXTS; text++)
    g_clear_object (&self->layouts[text]);
}

static void
crm_deal_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (crm_deal_card_parent_class)->css_changed (widget, change);
  forget_layouts (CRM_DEAL_CARD (widget));
}

static void
crm_deal_card_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (crm_deal_card_parent_class)->system_setting_changed (widget, setting);
  forget_layouts (CRM_DEAL_CARD (widget));
}

static void
crm_deal_card_dispose (GObject *object)
{
  CrmDealCard *self = CRM_DEAL_CARD (object);

  forget_layouts (self);
  g_clear_pointer (&self->mark, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_deal_card_parent_class)->dispose (object);
}

static void
crm_deal_card_finalize (GObject *object)
{
  CrmDealCard *self = CRM_DEAL_CARD (object);

  g_clear_pointer (&self->deal, crm_record_unref);
  for (Text text = 0; text < N_TEXTS; text++)
    g_free (self->texts[text]);

  G_OBJECT_CLASS (crm_deal_card_parent_class)->finalize (object);
}

static void
crm_deal_card_class_init (CrmDealCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_deal_card_dispose;
  object_class->finalize = crm_deal_card_finalize;
  widget_class->measure = crm_deal_card_measure;
  widget_class->size_allocate = crm_deal_card_size_allocate;
  widget_class->snapshot = crm_deal_card_snapshot;
  widget_class->query_tooltip = crm_deal_card_query_tooltip;
  widget_class->css_changed = crm_deal_card_css_changed;
  widget_class->system_setting_changed = crm_deal_card_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "deal-card");
  /* The row around it bears its name; what is below a presentation, as a menu over it is, nobody would hear of. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_deal_card_init (CrmDealCard *self)
{
  self->mark = gtk_image_new ();
  gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
crm_deal_card_new (void)
{
  return g_object_new (CRM_TYPE_DEAL_CARD, NULL);
}
