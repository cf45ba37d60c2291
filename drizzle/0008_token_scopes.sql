ALTER TABLE "dialog_api_tokens" ADD COLUMN "inbox_ids" bigint[];--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD COLUMN "team_ids" bigint[];--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD COLUMN "contents" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Tokens from before the scope could read contents, and go on.
UPDATE "dialog_api_tokens" SET "contents" = true WHERE "role" <> 'presence';--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD CONSTRAINT "dialog_api_tokens_limits_of_readers" CHECK (inbox_ids IS NULL AND team_ids IS NULL OR role IN ('reader', 'writer'));--> statement-breakpoint
ALTER TABLE "dialog_api_tokens" ADD CONSTRAINT "dialog_api_tokens_contents_of_people" CHECK (NOT contents OR role <> 'presence');