/** What functions may do and never did here, as regular expressions, and why it stays allowed. */
export const unused: Readonly<Record<string, string>> = {
  "^\\S+: (?:logs|xray):": "Lambda writes logs and traces with the function's role.",
  "^\\S+: sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes) ": "Lambda reads queues with the function's role.",
  "^on-\\S+-changed: dynamodb:(?:DescribeStream|GetRecords|GetShardIterator|ListStreams) ":
    "Lambda reads streams with the function's role.",
  "^on-photo-changed: sqs:SendMessage <Queueslostphotoevents>": "Lambda puts there what was tried in vain.",
  "^mail: ses:SendEmail |^mail: ses:SendRawEmail .*identity/example\\.com":
    "SES asks for the one or the other by how a mail is composed, and by the address or its domain.",
  "^mail: dynamodb:DeleteItem <TablesCore> MAIL#": "Of a mail that SES has refused.",
  "^imaging: s3:ListBucket <Incoming>|^publish: s3:ListBucket <BucketsOriginals>":
    "Whoever may not list is refused what is gone, and would take that for trouble: a photo may be purged meanwhile.",
  "^publish: s3:DeleteObject <BucketsMedia>/x/": "Of an export that another one has replaced while it was written.",
  "^purge: dynamodb:(?:BatchGetItem|DeleteItem|Query) <TablesCore> (?:ACCOUNT|IDENTITY|BURIED)#":
    "What removes is one set of statements: on-schedule does the rest of what purge has begun, the accounts themselves.",
  "^(?:purge|on-schedule): dynamodb:PutItem <TablesCore> USAGE#":
    "Of a photo that is ready, where the news of it was lost.",
  "^on-schedule: dynamodb:DeleteItem <TablesCore> (?:BURIED|RECEIPT)#":
    "Of what was buried, or made with an Idempotency-Key.",
  "^on-schedule: secretsmanager:": "What it confirms may be ready by then, and is shown with signed addresses.",
  "^\\S+: dynamodb:Query <TablesPhotos>/index/":
    "One statement opens all indexes of a table: they show the same photos.",
};
