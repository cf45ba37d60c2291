ALTER TABLE "dialog_facts" ADD COLUMN "replayed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "resolve_known" boolean DEFAULT true NOT NULL;