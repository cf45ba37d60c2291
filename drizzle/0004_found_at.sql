ALTER TABLE "dialog_facts" ALTER COLUMN "started_status" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "dialog_facts" ADD COLUMN "found_at" timestamp(6);