ALTER TABLE "dialog_facts" ADD COLUMN "presence_removed_at" timestamp(6);--> statement-breakpoint
ALTER TABLE "dialog_known_names" ADD COLUMN "erased_at" timestamp(6);