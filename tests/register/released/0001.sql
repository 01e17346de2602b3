BEGIN TRANSACTION;
CREATE TABLE attachments (
	message INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	safe_name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	declared_type TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	inline BOOLEAN NOT NULL, 
	within INTEGER, 
	text VARCHAR(16) NOT NULL, 
	scan BOOLEAN NOT NULL, 
	error TEXT NOT NULL, 
	CONSTRAINT pk_attachments PRIMARY KEY (message, position), 
	CONSTRAINT fk_attachments_message FOREIGN KEY(message) REFERENCES messages (id)
);
INSERT INTO "attachments" VALUES(1,0,'CV.pdf','CV.pdf','application/pdf','application/pdf',6,'c1ab449ce9f50badb92d861a8a9e89c25677f0a6e8f2096ed8c9c612d7822be5',0,NULL,'read',0,'');
INSERT INTO "attachments" VALUES(2,0,'report.pdf','report.pdf','application/pdf','application/pdf',5,'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',0,NULL,'read',0,'');
INSERT INTO "attachments" VALUES(3,0,'v2.pdf','v2.pdf','application/pdf','application/pdf',6,'16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4',0,NULL,'read',0,'');
CREATE TABLE attention (
	id INTEGER NOT NULL, 
	message INTEGER, 
	submission INTEGER, 
	letter INTEGER, 
	reason TEXT NOT NULL, 
	opened DATETIME NOT NULL, 
	closed DATETIME, 
	closed_by TEXT NOT NULL, 
	CONSTRAINT pk_attention PRIMARY KEY (id), 
	CONSTRAINT fk_attention_letter FOREIGN KEY(letter) REFERENCES letters (id), 
	CONSTRAINT fk_attention_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT fk_attention_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "attention" VALUES(1,1,NULL,NULL,'a person should look','2021-02-04 12:00:00.000000','2021-02-04 13:00:00.000000','somebody');
CREATE TABLE counters (
	prefix VARCHAR(16) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (prefix)
);
INSERT INTO "counters" VALUES('S',1);
INSERT INTO "counters" VALUES('R',1);
CREATE TABLE cursors (
	account TEXT NOT NULL, 
	folder TEXT NOT NULL, 
	uidvalidity BIGINT NOT NULL, 
	last_uid BIGINT NOT NULL, 
	CONSTRAINT pk_cursors PRIMARY KEY (account, folder)
);
INSERT INTO "cursors" VALUES('account','INBOX',7,11);
CREATE TABLE digests (
	day VARCHAR(10) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (day)
);
INSERT INTO "digests" VALUES('2021-02-05','2021-02-04 13:00:00.000000');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	subject_table VARCHAR(32) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	detail TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (id)
);
INSERT INTO "events" VALUES(1,'2021-02-04 12:00:00.000000','mailbot','new','submissions',1,'{"kind":"speaker","standing":"on_time","submitter":{"name":"Amina Haddad","address":"amina@example.org"},"language":"fr","received":"2021-02-04T12:00:00Z","status":"active","speakers":[{"name":"Nadia Ben Salah","title":"Director","affiliation":"Cedar Forum","roles":["plenary"]}],"report":null}','because');
INSERT INTO "events" VALUES(2,'2021-02-04 12:00:00.000000','mailbot','filed','messages',1,'{"submissions":["S-0001"],"letter":null}','no sign of an automatic sender');
INSERT INTO "events" VALUES(3,'2021-02-04 12:00:00.000000','mailbot','new','submissions',2,'{"kind":"report","standing":"on_time","submitter":{"name":"Karim","address":"karim@example.net"},"language":"en","received":"2021-02-04T12:00:00Z","status":"active","speakers":[],"report":{"title":"Migration and Cities","organisations":["Cedar Forum","Coast Union"],"collective":true,"files":[{"name":"report.pdf","media_type":"application/pdf","size":5,"sha256":"a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e","state":"read"}],"links":[]}}','because');
INSERT INTO "events" VALUES(4,'2021-02-04 12:00:00.000000','mailbot','filed','messages',2,'{"submissions":["R-0001"],"letter":null}','no sign of an automatic sender');
INSERT INTO "events" VALUES(5,'2021-02-04 12:00:00.000000','mailbot','version','submissions',2,'{"report":[{"title":"Migration and Cities","organisations":["Cedar Forum","Coast Union"],"collective":true,"files":[{"name":"report.pdf","media_type":"application/pdf","size":5,"sha256":"a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e","state":"read"}],"links":[]},{"title":"Migration and Cities","organisations":["Cedar Forum"],"collective":false,"files":[{"name":"v2.pdf","media_type":"application/pdf","size":6,"sha256":"16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4","state":"read"}],"links":[]}]}','because');
INSERT INTO "events" VALUES(6,'2021-02-04 12:00:00.000000','mailbot','filed','messages',3,'{"submissions":["R-0001"],"letter":null}','no sign of an automatic sender');
INSERT INTO "events" VALUES(7,'2021-02-04 12:00:00.000000','mailbot','filed','messages',4,'{"submissions":[],"letter":null}','no sign of an automatic sender');
INSERT INTO "events" VALUES(8,'2021-02-04 12:00:00.000000','mailbot','failed','messages',6,'{}','could not be processed');
INSERT INTO "events" VALUES(9,'2021-02-04 12:00:00.000000','mailbot','quarantined','messages',7,'{}','too large');
INSERT INTO "events" VALUES(10,'2021-02-04 12:01:00.000000','mailbot','sent','letters',1,'{}','250 taken');
INSERT INTO "events" VALUES(11,'2021-02-04 12:01:00.000000','mailbot','later','letters',2,'{}','451 not now');
INSERT INTO "events" VALUES(12,'2021-02-04 12:01:00.000000','mailbot','refused','letters',4,'{}','550 no');
INSERT INTO "events" VALUES(13,'2021-02-04 13:00:00.000000','somebody','closed','attention',1,'{}','seen');
CREATE TABLE letter_submissions (
	letter INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	CONSTRAINT pk_letter_submissions PRIMARY KEY (letter, submission), 
	CONSTRAINT fk_letter_submissions_letter FOREIGN KEY(letter) REFERENCES letters (id), 
	CONSTRAINT fk_letter_submissions_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "letter_submissions" VALUES(1,1);
INSERT INTO "letter_submissions" VALUES(2,1);
INSERT INTO "letter_submissions" VALUES(3,1);
INSERT INTO "letter_submissions" VALUES(4,1);
INSERT INTO "letter_submissions" VALUES(5,1);
CREATE TABLE letters (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	to_address TEXT NOT NULL, 
	to_key TEXT NOT NULL, 
	envelope_sender TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	message_id TEXT NOT NULL, 
	in_reply_to TEXT NOT NULL, 
	message INTEGER, 
	conversation TEXT NOT NULL, 
	raw BLOB NOT NULL, 
	created DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	first_attempt_at DATETIME, 
	next_attempt_at DATETIME, 
	sent_at DATETIME, 
	copied_at DATETIME, 
	error TEXT NOT NULL, 
	CONSTRAINT fk_letters_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT uq_letters_key UNIQUE ("key"), 
	CONSTRAINT uq_letters_message_id UNIQUE (message_id)
);
INSERT INTO "letters" VALUES(1,'message:0:answer','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','sent','<mailbot.message.0.answer@example.com>','<one@example.org>',1,'message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',1,'2021-02-04 12:01:00.000000',NULL,'2021-02-04 12:01:00.000000','2021-02-04 12:01:00.000000','');
INSERT INTO "letters" VALUES(2,'message:1:answer','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','queued','<mailbot.message.1.answer@example.com>','<one@example.org>',1,'message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',1,'2021-02-04 12:01:00.000000','2021-02-04 12:01:30.000000',NULL,NULL,'451 not now');
INSERT INTO "letters" VALUES(3,'message:2:answer','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','sending','<mailbot.message.2.answer@example.com>','<one@example.org>',1,'message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',0,'2021-02-04 12:01:00.000000',NULL,NULL,NULL,'');
INSERT INTO "letters" VALUES(4,'message:3:answer','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','failed','<mailbot.message.3.answer@example.com>','<one@example.org>',1,'message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',1,'2021-02-04 12:01:00.000000',NULL,NULL,NULL,'550 no');
INSERT INTO "letters" VALUES(5,'message:4:answer','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','queued','<mailbot.message.4.answer@example.com>','<one@example.org>',1,'message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',0,NULL,'2021-02-04 12:00:00.000000',NULL,NULL,'');
INSERT INTO "letters" VALUES(6,'digest:2021-02-05:organiser@example.org','digest','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','queued','<mailbot.digest.2021-02-05.organiser@example.org@example.com>','',NULL,'letter:digest:2021-02-05:organiser@example.org',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',0,NULL,'2021-02-04 12:00:00.000000',NULL,NULL,'');
INSERT INTO "letters" VALUES(7,'message:5:hold','acknowledgement','amina@example.org','amina@example.org','desk@example.com','S-0001 – Re: about one','fr','held','<mailbot.message.5.hold@example.com>','<one@example.org>',6,'message:f526795c95399cea27c055c842c3d6ab018ed0fa4f66f701c28ab22dec28237b',X'46726F6D3A206465736B406578616D706C652E636F6D0D0A0D0A5468616E6B20796F752E0D0A','2021-02-04 12:00:00.000000',0,NULL,NULL,NULL,NULL,'a person must look');
CREATE TABLE mailbot_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT mailbot_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "mailbot_schema" VALUES('0001');
CREATE TABLE messages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 VARCHAR(64) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	size BIGINT NOT NULL, 
	partial BOOLEAN NOT NULL, 
	letters BOOLEAN NOT NULL, 
	message_id TEXT NOT NULL, 
	message_key TEXT NOT NULL, 
	sender_name TEXT NOT NULL, 
	sender_address TEXT NOT NULL, 
	sender_key TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	conversation TEXT NOT NULL, 
	received DATETIME NOT NULL, 
	first_seen DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	attempts INTEGER NOT NULL, 
	attempted_by TEXT NOT NULL, 
	error TEXT NOT NULL, 
	kinds TEXT NOT NULL, 
	other VARCHAR(32), 
	language VARCHAR(16), 
	confidence DOUBLE, 
	needs_review BOOLEAN NOT NULL, 
	review TEXT NOT NULL, 
	reply BOOLEAN, 
	reply_reason TEXT NOT NULL, 
	submitter_name TEXT NOT NULL, 
	submitter_address TEXT NOT NULL, 
	verdict TEXT, 
	scans VARCHAR(8) NOT NULL, 
	CONSTRAINT uq_messages_fingerprint UNIQUE (fingerprint)
);
INSERT INTO "messages" VALUES(1,'fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598','fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598',1000,0,1,'<nomination@example.org>','<nomination@example.org>','Amina Haddad','amina@example.org','amina@example.org','about nomination','message:fc5d6641e893d4bb6d436be957abc7aa59eb5b3a53498beefc6e4d86ad42c598','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','filed',0,'','','["speaker"]',NULL,'fr',0.9,0,'[]',1,'no sign of an automatic sender','Amina Haddad','amina@example.org','{"kinds":["speaker"],"other":null,"language":"fr","screening":{"answer":true,"reason":"no sign of an automatic sender","proof":"","machine":false,"suggests":null},"confidence":0.9,"needs_review":false,"review":[],"language_certain":true,"speakers":[],"report":null,"change":null,"amends":[],"submitter":null,"why":[{"rule":"speaker.nominate","zone":"body","text":"je propose","weight":3.0}]}','');
INSERT INTO "messages" VALUES(2,'845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917','845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917',1000,0,1,'<report@example.org>','<report@example.org>','Karim','karim@example.net','karim@example.net','about report','message:845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','filed',0,'','','["report"]',NULL,'fr',0.9,0,'[]',1,'no sign of an automatic sender','Karim','karim@example.net','{"kinds":["report"],"other":null,"language":"fr","screening":{"answer":true,"reason":"no sign of an automatic sender","proof":"","machine":false,"suggests":null},"confidence":0.9,"needs_review":false,"review":[],"language_certain":true,"speakers":[],"report":null,"change":null,"amends":[],"submitter":null,"why":[{"rule":"speaker.nominate","zone":"body","text":"je propose","weight":3.0}]}','');
INSERT INTO "messages" VALUES(3,'5ca4f3850ccc331aaf8a257d6086e526a3b42a63e18cb11d020847985b31d188','5ca4f3850ccc331aaf8a257d6086e526a3b42a63e18cb11d020847985b31d188',1000,0,1,'<version@example.org>','<version@example.org>','Karim','karim@example.net','karim@example.net','about version','message:845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','filed',0,'','','["report"]',NULL,'fr',0.9,0,'[]',1,'no sign of an automatic sender','Karim','karim@example.net','{"kinds":["report"],"other":null,"language":"fr","screening":{"answer":true,"reason":"no sign of an automatic sender","proof":"","machine":false,"suggests":null},"confidence":0.9,"needs_review":false,"review":[],"language_certain":true,"speakers":[],"report":null,"change":null,"amends":[],"submitter":null,"why":[{"rule":"speaker.nominate","zone":"body","text":"je propose","weight":3.0}]}','');
INSERT INTO "messages" VALUES(4,'a6a2729cbf6bcadce577a31f7f76201d5ce63c57d6c53318000d67714bb354ef','a6a2729cbf6bcadce577a31f7f76201d5ce63c57d6c53318000d67714bb354ef',1000,0,1,'<thanks@example.org>','<thanks@example.org>','Amina Haddad','amina@example.org','amina@example.org','about thanks','message:a6a2729cbf6bcadce577a31f7f76201d5ce63c57d6c53318000d67714bb354ef','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','filed',0,'','','[]','thanks','fr',0.625,0,'[]',1,'no sign of an automatic sender','Amina Haddad','amina@example.org','{"kinds":[],"other":"thanks","language":"fr","screening":{"answer":true,"reason":"no sign of an automatic sender","proof":"","machine":false,"suggests":null},"confidence":0.625,"needs_review":false,"review":[],"language_certain":true,"speakers":[],"report":null,"change":null,"amends":[],"submitter":null,"why":[{"rule":"speaker.nominate","zone":"body","text":"je propose","weight":3.0}]}','');
INSERT INTO "messages" VALUES(5,'80cfa3e7f28dde4df64436b652230aff28d7779116d1369c21ef2bbf37261d71','80cfa3e7f28dde4df64436b652230aff28d7779116d1369c21ef2bbf37261d71',1000,1,0,'<waiting@example.org>','<waiting@example.org>','Amina Haddad','amina@example.org','amina@example.org','about waiting','message:80cfa3e7f28dde4df64436b652230aff28d7779116d1369c21ef2bbf37261d71','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','stored',1,'process','','[]',NULL,NULL,NULL,0,'[]',NULL,'','','',NULL,'');
INSERT INTO "messages" VALUES(6,'f526795c95399cea27c055c842c3d6ab018ed0fa4f66f701c28ab22dec28237b','f526795c95399cea27c055c842c3d6ab018ed0fa4f66f701c28ab22dec28237b',1000,0,1,'<broken@example.org>','<broken@example.org>','','','','about broken','message:f526795c95399cea27c055c842c3d6ab018ed0fa4f66f701c28ab22dec28237b','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','failed',0,'','could not be processed','[]',NULL,NULL,NULL,0,'[]',NULL,'','','',NULL,'');
INSERT INTO "messages" VALUES(7,'1d40973eccd8c0aacfed387df6d69cf600f9439cd53fe60a3f6d7e8de0eda328','1d40973eccd8c0aacfed387df6d69cf600f9439cd53fe60a3f6d7e8de0eda328',1000,0,1,'<apart@example.org>','<apart@example.org>','Amina Haddad','amina@example.org','amina@example.org','about apart','message:1d40973eccd8c0aacfed387df6d69cf600f9439cd53fe60a3f6d7e8de0eda328','2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000','quarantined',0,'','too large','[]',NULL,NULL,NULL,0,'[]',NULL,'','','',NULL,'');
CREATE TABLE pulses (
	name VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_pulses PRIMARY KEY (name)
);
INSERT INTO "pulses" VALUES('poll','2021-02-04 12:00:00.000000');
CREATE TABLE report_files (
	id INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	message INTEGER, 
	version INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	current BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_report_files PRIMARY KEY (id), 
	CONSTRAINT fk_report_files_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT fk_report_files_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "report_files" VALUES(1,2,2,1,1,0,'report.pdf','application/pdf',5,'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e','read');
INSERT INTO "report_files" VALUES(2,2,3,2,1,1,'v2.pdf','application/pdf',6,'16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4','read');
CREATE TABLE sightings (
	id INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	folder TEXT NOT NULL, 
	uidvalidity BIGINT NOT NULL, 
	uid BIGINT NOT NULL, 
	answered BOOLEAN NOT NULL, 
	junk BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	marked_at DATETIME, 
	CONSTRAINT pk_sightings PRIMARY KEY (id), 
	CONSTRAINT fk_sightings_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT uq_sightings_account_folder_uidvalidity_uid UNIQUE (account, folder, uidvalidity, uid)
);
INSERT INTO "sightings" VALUES(1,1,'account','INBOX',7,3,0,0,'2021-02-04 12:00:00.000000',NULL);
INSERT INTO "sightings" VALUES(2,2,'account','INBOX',7,4,0,0,'2021-02-04 12:00:00.000000',NULL);
INSERT INTO "sightings" VALUES(3,3,'account','INBOX',7,5,0,0,'2021-02-04 12:00:00.000000',NULL);
INSERT INTO "sightings" VALUES(4,5,'account','INBOX',7,9,0,0,'2021-02-04 12:00:00.000000',NULL);
INSERT INTO "sightings" VALUES(5,6,'account','INBOX',7,10,0,0,'2021-02-04 12:00:00.000000',NULL);
INSERT INTO "sightings" VALUES(6,7,'account','INBOX',7,11,0,0,'2021-02-04 12:00:00.000000',NULL);
CREATE TABLE speakers (
	submission INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT, 
	name_key TEXT NOT NULL, 
	ends_key TEXT NOT NULL, 
	title TEXT, 
	affiliation TEXT, 
	roles TEXT NOT NULL, 
	CONSTRAINT pk_speakers PRIMARY KEY (submission, position), 
	CONSTRAINT fk_speakers_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "speakers" VALUES(1,1,'Nadia Ben Salah','ben nadia salah','nadia salah','Director','Cedar Forum','["plenary"]');
CREATE TABLE submission_messages (
	submission INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_submission_messages PRIMARY KEY (submission, message), 
	CONSTRAINT fk_submission_messages_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT fk_submission_messages_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "submission_messages" VALUES(1,1,'new','because','2021-02-04 12:00:00.000000');
INSERT INTO "submission_messages" VALUES(2,2,'new','because','2021-02-04 12:00:00.000000');
INSERT INTO "submission_messages" VALUES(2,3,'version','because','2021-02-04 12:00:00.000000');
CREATE TABLE submissions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	reference VARCHAR(32) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	standing VARCHAR(16) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	received DATETIME NOT NULL, 
	submitter_name TEXT NOT NULL, 
	submitter_address TEXT NOT NULL, 
	submitter_key TEXT NOT NULL, 
	language VARCHAR(16) NOT NULL, 
	has_report BOOLEAN NOT NULL, 
	title TEXT, 
	title_key TEXT NOT NULL, 
	organisations TEXT NOT NULL, 
	collective BOOLEAN NOT NULL, 
	links TEXT NOT NULL, 
	missing TEXT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT uq_submissions_reference UNIQUE (reference)
);
INSERT INTO "submissions" VALUES(1,'S-0001','speaker','on_time','active','2021-02-04 12:00:00.000000','Amina Haddad','amina@example.org','amina@example.org','fr',0,NULL,'','[]',0,'[]','{"report":[],"speakers":[[]]}',1,'2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000');
INSERT INTO "submissions" VALUES(2,'R-0001','report','on_time','active','2021-02-04 12:00:00.000000','Karim','karim@example.net','karim@example.net','en',1,'Migration and Cities','migration and cities','["Cedar Forum"]',0,'[]','{"report":[],"speakers":[]}',1,'2021-02-04 12:00:00.000000','2021-02-04 12:00:00.000000');
CREATE INDEX ix_events_subject_table_subject_id ON events (subject_table, subject_id);
CREATE INDEX ix_messages_conversation ON messages (conversation);
CREATE INDEX ix_messages_first_seen ON messages (first_seen);
CREATE INDEX ix_messages_message_key ON messages (message_key);
CREATE INDEX ix_messages_sender_key ON messages (sender_key);
CREATE INDEX ix_messages_state ON messages (state);
CREATE INDEX ix_submissions_created ON submissions (created);
CREATE INDEX ix_submissions_submitter_key ON submissions (submitter_key);
CREATE INDEX ix_submissions_title_key ON submissions (title_key);
CREATE INDEX ix_letters_conversation ON letters (conversation);
CREATE INDEX ix_letters_message ON letters (message);
CREATE INDEX ix_letters_sent_at ON letters (sent_at);
CREATE INDEX ix_letters_state_next_attempt_at ON letters (state, next_attempt_at);
CREATE INDEX ix_letters_to_key ON letters (to_key);
CREATE INDEX ix_report_files_message ON report_files (message);
CREATE INDEX ix_report_files_sha256 ON report_files (sha256);
CREATE INDEX ix_report_files_submission ON report_files (submission);
CREATE INDEX ix_sightings_message ON sightings (message);
CREATE INDEX ix_speakers_ends_key ON speakers (ends_key);
CREATE INDEX ix_speakers_name_key ON speakers (name_key);
CREATE INDEX ix_submission_messages_message ON submission_messages (message);
CREATE INDEX ix_attention_closed ON attention (closed);
CREATE INDEX ix_attention_letter ON attention (letter);
CREATE INDEX ix_attention_message ON attention (message);
CREATE INDEX ix_attention_submission ON attention (submission);
CREATE INDEX ix_letter_submissions_submission ON letter_submissions (submission);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('messages',7);
INSERT INTO "sqlite_sequence" VALUES('submissions',2);
INSERT INTO "sqlite_sequence" VALUES('letters',7);
COMMIT;
