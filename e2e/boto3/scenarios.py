"""What boto3 does with a development server, unmodified: Cognito's operations, and S3 with temporary credentials.

    python scenarios.py ORIGIN JPEG CERTIFICATE

Prints a line of JSON for each scenario: its name, and what went wrong if something did.
"""

import datetime
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request
from unittest import mock

import boto3
import botocore.auth
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

ORIGIN, JPEG, CERTIFICATE = sys.argv[1:4]
MEBIBYTE = 2**20
PASSWORD = "Correct-horse-9"
os.environ["SSL_CERT_FILE"] = CERTIFICATE


def client(service, path, **options):
    config = Config(retries={"total_max_attempts": 1})
    return boto3.client(service, region_name="local", endpoint_url=ORIGIN + path, verify=CERTIFICATE, config=config, **options)


def unsigned(service):
    return client(service, "/user-pool/", aws_access_key_id="none", aws_secret_access_key="none")


pool = unsigned("cognito-idp")
identities = unsigned("cognito-identity")


def api(method, path, token, body=None):
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ORIGIN}/api{path}", data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def fetch(url, method="GET", data=None):
    with urllib.request.urlopen(urllib.request.Request(url, data, method=method)) as answer:
        return answer.read()


def mailed_code(email):
    request = urllib.request.Request(f"{ORIGIN}/_dev/mailbox", headers={"accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        mails = [mail for mail in json.load(answer)["items"] if mail["to"] == email]
    return next(found[0] for mail in mails if (found := re.search(r"\b\d{6}\b", mail["text"])))


count = 0


class Person:
    """Somebody new, who has signed up, confirmed, and signed in."""

    def __init__(self):
        global count
        count += 1
        self.email = f"boto-{count}@example.com"
        attributes = [{"Name": "email", "Value": self.email}]
        pool.sign_up(ClientId="web", Username=self.email, Password=PASSWORD, UserAttributes=attributes)
        pool.confirm_sign_up(ClientId="web", Username=self.email, ConfirmationCode=mailed_code(self.email))
        self.tokens = self.sign_in()
        self.token = self.tokens["AccessToken"]

    def sign_in(self, password=PASSWORD):
        parameters = {"USERNAME": self.email, "PASSWORD": password}
        answer = pool.initiate_auth(ClientId="web", AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters)
        return answer["AuthenticationResult"]

    def storage(self, **changes):
        return Storage(api("POST", "/credentials", self.token), **changes)


class Storage:
    """A client of S3 with credentials of the API, and where they reach."""

    def __init__(self, given, **changes):
        given = {**given, **changes}
        self.bucket, self.prefix = given["bucket"], given["prefix"]
        self.client = client(
            "s3",
            "",
            aws_access_key_id=given["accessKeyId"],
            aws_secret_access_key=given["secretAccessKey"],
            aws_session_token=given["sessionToken"],
        )

    def at(self, name):
        return {"Bucket": self.bucket, "Key": self.prefix + name}

    def names(self):
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=self.prefix).get("Contents", [])
        return [one["Key"][len(self.prefix) :] for one in found]


def refused(code, call, *args, **named):
    try:
        call(*args, **named)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"{error.response['Error']} instead of {code}"
    else:
        raise AssertionError(f"was done, instead of {code}")


scenarios = []
ana, ben = Person(), Person()


def fresh_folder():
    """Where nothing lies yet."""
    global count
    count += 1
    storage = ana.storage()
    storage.prefix += f"folder-{count}/"
    return storage


def scenario(work):
    scenarios.append(work)


# --- Cognito ----------------------------------------------------------------------------------------------------------


@scenario
def who_signs_in_is_known():
    user = pool.get_user(AccessToken=ana.token)
    assert {"Name": "email", "Value": ana.email} in user["UserAttributes"]
    assert api("GET", "/me", ana.token)["email"] == ana.email


@scenario
def a_wrong_password_is_refused():
    refused("NotAuthorizedException", ana.sign_in, "Wrong-1-wrong")


@scenario
def an_address_is_taken_once():
    refused("UsernameExistsException", pool.sign_up, ClientId="web", Username=ana.email, Password=PASSWORD)


@scenario
def a_weak_password_is_refused():
    refused("InvalidPasswordException", pool.sign_up, ClientId="web", Username="weak@example.com", Password="short")


@scenario
def a_wrong_code_confirms_nothing():
    pool.sign_up(ClientId="web", Username="late@example.com", Password=PASSWORD)
    code = "000000" if mailed_code("late@example.com") != "000000" else "000001"
    refused("CodeMismatchException", pool.confirm_sign_up, ClientId="web", Username="late@example.com", ConfirmationCode=code)


@scenario
def tokens_are_refreshed():
    person = Person()
    answer = pool.get_tokens_from_refresh_token(ClientId="web", RefreshToken=person.tokens["RefreshToken"])
    assert pool.get_user(AccessToken=answer["AuthenticationResult"]["AccessToken"])


@scenario
def a_password_is_changed():
    person = Person()
    pool.change_password(AccessToken=person.token, PreviousPassword=PASSWORD, ProposedPassword="Another-horse-9")
    refused("NotAuthorizedException", person.sign_in)
    assert person.sign_in("Another-horse-9")


@scenario
def a_forgotten_password_is_replaced():
    person = Person()
    pool.forgot_password(ClientId="web", Username=person.email)
    code = mailed_code(person.email)
    pool.confirm_forgot_password(ClientId="web", Username=person.email, ConfirmationCode=code, Password="Another-horse-9")
    assert person.sign_in("Another-horse-9")


@scenario
def attributes_are_changed():
    pool.update_user_attributes(AccessToken=ben.token, UserAttributes=[{"Name": "name", "Value": "Ben"}])
    assert {"Name": "name", "Value": "Ben"} in pool.get_user(AccessToken=ben.token)["UserAttributes"]


@scenario
def an_authenticator_is_begun():
    assert pool.associate_software_token(AccessToken=ben.token)["SecretCode"]


@scenario
def the_identity_pool_gives_credentials():
    logins = {"cognito-idp.local.amazonaws.com/local_tintype": ana.tokens["IdToken"]}
    config = json.loads(fetch(f"{ORIGIN}/config.json"))
    identity = identities.get_id(IdentityPoolId=config["identityPoolId"], Logins=logins)["IdentityId"]
    given = identities.get_credentials_for_identity(IdentityId=identity, Logins=logins)["Credentials"]
    own = api("POST", "/credentials", ana.token)
    names = {"accessKeyId": "AccessKeyId", "secretAccessKey": "SecretKey", "sessionToken": "SessionToken"}
    storage = Storage(own, **{name: given[theirs] for name, theirs in names.items()})
    storage.client.put_object(**storage.at("by-identity"), Body=b"x")
    assert "by-identity" in storage.names()


# --- S3: what is done -------------------------------------------------------------------------------------------------


@scenario
def an_object_is_stored_described_read_and_removed():
    storage = fresh_folder()
    put = storage.client.put_object(**storage.at("a/b.jpg"), Body=b"hello")
    head = storage.client.head_object(**storage.at("a/b.jpg"))
    assert (head["ContentLength"], head["ContentType"], head["ETag"]) == (5, "image/jpeg", put["ETag"])
    assert storage.client.get_object(**storage.at("a/b.jpg"))["Body"].read() == b"hello"
    assert storage.client.get_object(**storage.at("a/b.jpg"), Range="bytes=1-2")["Body"].read() == b"el"
    storage.client.delete_object(**storage.at("a/b.jpg"))
    refused("NoSuchKey", storage.client.get_object, **storage.at("a/b.jpg"))
    refused("404", storage.client.head_object, **storage.at("a/b.jpg"))


@scenario
def checksums_are_verified_and_said_again():
    storage = ana.storage()
    for algorithm in ["CRC32", "SHA1", "SHA256"]:
        for body in [b"hello", io.BytesIO(b"hello")]:
            put = storage.client.put_object(**storage.at("sum"), Body=body, ChecksumAlgorithm=algorithm)
            assert put[f"Checksum{algorithm}"], put


@scenario
def a_file_is_sent_and_fetched_in_parts():
    storage = ana.storage()
    data = os.urandom(11 * MEBIBYTE + 3)
    config = TransferConfig(multipart_threshold=6 * MEBIBYTE, multipart_chunksize=5 * MEBIBYTE, max_concurrency=3)
    with tempfile.TemporaryDirectory() as folder:
        sent, fetched = os.path.join(folder, "sent"), os.path.join(folder, "fetched")
        with open(sent, "wb") as file:
            file.write(data)
        storage.client.upload_file(sent, storage.bucket, storage.prefix + "large", Config=config)
        storage.client.download_file(storage.bucket, storage.prefix + "large", fetched, Config=config)
        with open(fetched, "rb") as file:
            assert file.read() == data


@scenario
def objects_are_listed_by_page_and_by_folder():
    storage = fresh_folder()
    names = sorted(["a", "b/1", "b/2", "c"])
    for name in names:
        storage.client.put_object(**storage.at(name), Body=b"x")
    paginator = storage.client.get_paginator("list_objects_v2")
    pages = list(paginator.paginate(Bucket=storage.bucket, Prefix=storage.prefix, PaginationConfig={"PageSize": 3}))
    assert [one["Key"][len(storage.prefix) :] for page in pages for one in page["Contents"]] == names
    assert len(pages) == 2
    page = storage.client.list_objects_v2(Bucket=storage.bucket, Prefix=storage.prefix, Delimiter="/")
    assert [one["Prefix"] for one in page["CommonPrefixes"]] == [storage.prefix + "b/"]
    assert page["KeyCount"] == 3
    older = storage.client.list_objects(Bucket=storage.bucket, Prefix=storage.prefix, MaxKeys=1)
    assert older["IsTruncated"] and older["NextMarker"] == storage.prefix + "a"


@scenario
def names_are_taken_as_people_write_them():
    storage = fresh_folder()
    people_write = ["My photo.JPG", "my photo.jpg", "cafe\u0301", "café", "50% + 1 #?&=<\"'.jpg", "😀/😀"]
    names = sorted([*people_write, "%2F", "\u202ea", "\uff21", "k" * 600], key=str.encode)
    for name in reversed(names):
        storage.client.put_object(**storage.at(name), Body=name.encode())
    for name in names:
        assert storage.client.get_object(**storage.at(name))["Body"].read() == name.encode(), name
        storage.client.copy_object(**storage.at("copy of " + name), CopySource=storage.at(name))
        assert storage.client.get_object(**storage.at("copy of " + name))["Body"].read() == name.encode(), name
        storage.client.delete_object(**storage.at("copy of " + name))
        assert fetch(storage.client.generate_presigned_url("get_object", storage.at(name))) == name.encode(), name
    for listing in ["list_objects_v2", "list_objects"]:
        paginator = storage.client.get_paginator(listing)
        pages = paginator.paginate(Bucket=storage.bucket, Prefix=storage.prefix, PaginationConfig={"PageSize": 3})
        assert [one["Key"][len(storage.prefix) :] for page in pages for one in page["Contents"]] == names, listing
    objects = [{"Key": storage.prefix + name} for name in names]
    answer = storage.client.delete_objects(Bucket=storage.bucket, Delete={"Objects": objects})
    assert "Errors" not in answer and len(answer["Deleted"]) == len(names) and storage.names() == []


@scenario
def many_objects_are_removed_at_once():
    storage = fresh_folder()
    for name in ["a", "b"]:
        storage.client.put_object(**storage.at(name), Body=b"x")
    objects = [{"Key": storage.prefix + name} for name in ["a", "b", "never"]] + [{"Key": "u/somebody/else"}]
    answer = storage.client.delete_objects(Bucket=storage.bucket, Delete={"Objects": objects})
    assert len(answer["Deleted"]) == 3 and answer["Errors"][0]["Code"] == "AccessDenied"
    assert storage.names() == []


@scenario
def an_object_is_copied():
    storage = ana.storage()
    storage.client.put_object(**storage.at("source"), Body=b"hello")
    storage.client.copy_object(**storage.at("copy"), CopySource=storage.at("source"))
    assert storage.client.get_object(**storage.at("copy"))["Body"].read() == b"hello"


@scenario
def addresses_are_signed():
    storage = ana.storage()
    put = storage.client.generate_presigned_url("put_object", storage.at("signed"), ExpiresIn=60)
    fetch(put, "PUT", b"hello")
    get = storage.client.generate_presigned_url("get_object", storage.at("signed"), ExpiresIn=60)
    assert fetch(get) == b"hello"


@scenario
def a_write_may_be_the_first_alone():
    storage = fresh_folder()
    storage.client.put_object(**storage.at("once"), Body=b"1", IfNoneMatch="*")
    refused("PreconditionFailed", storage.client.put_object, **storage.at("once"), Body=b"2", IfNoneMatch="*")


@scenario
def parts_are_listed_and_dropped():
    storage = fresh_folder()
    upload = storage.client.create_multipart_upload(**storage.at("parts"))["UploadId"]
    storage.client.upload_part(**storage.at("parts"), UploadId=upload, PartNumber=2, Body=b"x")
    parts = storage.client.list_parts(**storage.at("parts"), UploadId=upload)["Parts"]
    assert [part["PartNumber"] for part in parts] == [2]
    uploads = storage.client.list_multipart_uploads(Bucket=storage.bucket, Prefix=storage.prefix)["Uploads"]
    assert [one["UploadId"] for one in uploads] == [upload]
    storage.client.abort_multipart_upload(**storage.at("parts"), UploadId=upload)
    refused("NoSuchUpload", storage.client.list_parts, **storage.at("parts"), UploadId=upload)


@scenario
def what_was_stored_becomes_a_photo():
    storage = ana.storage()
    storage.client.upload_file(JPEG, storage.bucket, storage.prefix + "Fotos/Übung 1.JPG")
    photo = api("POST", "/photos", ana.token, {"incomingKey": storage.prefix + "Fotos/Übung 1.JPG"})["photo"]
    while photo["state"] not in ["ready", "failed"]:
        time.sleep(0.05)
        photo = api("GET", f"/photos/{photo['id']}", ana.token)
    assert (photo["state"], photo["fileName"]) == ("ready", "Übung 1.JPG"), photo


# --- S3: what is refused ----------------------------------------------------------------------------------------------


@scenario
def another_persons_prefix_is_closed():
    mine, theirs = ana.storage(), ben.storage()
    theirs.client.put_object(**theirs.at("a"), Body=b"x")
    for call in [mine.client.get_object, mine.client.delete_object, mine.client.put_object, mine.client.create_multipart_upload]:
        refused("AccessDenied", call, **theirs.at("a"))
    refused("AccessDenied", mine.client.list_objects_v2, Bucket=mine.bucket, Prefix=theirs.prefix)
    refused("AccessDenied", mine.client.list_objects_v2, Bucket=mine.bucket)
    refused("AccessDenied", mine.client.copy_object, **mine.at("b"), CopySource=theirs.at("a"))
    assert theirs.client.get_object(**theirs.at("a"))["Body"].read() == b"x"


@scenario
def other_buckets_are_closed():
    storage = ana.storage()
    refused("AccessDenied", storage.client.put_object, Bucket=storage.bucket + ".other", Key=storage.prefix + "a")


@scenario
def a_wrong_secret_is_refused():
    storage = ana.storage(secretAccessKey="x" * 43)
    refused("SignatureDoesNotMatch", storage.client.put_object, **storage.at("a"), Body=b"x")


@scenario
def a_wrong_token_is_refused():
    token = ben.storage().client._request_signer._credentials.token
    storage = ana.storage(sessionToken=token)
    refused("InvalidToken", storage.client.put_object, **storage.at("a"), Body=b"x")


@scenario
def a_clock_that_is_wrong_is_refused():
    storage = ana.storage()
    real = botocore.auth.get_current_datetime
    for minutes in [-20, 20]:
        shifted = lambda *args, **named: real(*args, **named) + datetime.timedelta(minutes=minutes)
        with mock.patch.object(botocore.auth, "get_current_datetime", shifted):
            refused("RequestTimeTooSkewed", storage.client.get_object, **storage.at("a"))


@scenario
def a_body_that_was_changed_on_its_way_is_refused():
    storage = fresh_folder()

    def tamper(request, **_):
        body = request.body if isinstance(request.body, bytes) else request.body.read()
        request.body = body.replace(b"hello", b"HELLO")

    storage.client.meta.events.register("before-send.s3.PutObject", tamper)
    # Over HTTPS bodies are not signed; their checksum comes with them.
    code = "BadDigest" if ORIGIN.startswith("https:") else "XAmzContentSHA256Mismatch"
    refused(code, storage.client.put_object, **storage.at("a"), Body=b"hello")
    assert storage.names() == []


@scenario
def what_is_too_large_is_refused_however_it_is_sent():
    storage = fresh_folder()
    large = bytes(51 * MEBIBYTE)
    at = storage.at("a")
    upload = storage.client.create_multipart_upload(**at)["UploadId"]
    refused("EntityTooLarge", storage.client.put_object, **at, Body=large)
    refused("EntityTooLarge", storage.client.upload_part, **at, UploadId=upload, PartNumber=1, Body=large)
    storage.client.abort_multipart_upload(**at, UploadId=upload)
    # Who does not wait to be asked for a body sends all of it before anything is read.
    url = storage.client.generate_presigned_url("put_object", Params=at)
    try:
        fetch(url, "PUT", large)
    except urllib.error.HTTPError as error:
        assert b"<Code>EntityTooLarge</Code>" in error.read()
    else:
        raise AssertionError("was done")
    assert storage.names() == []


@scenario
def keys_that_lead_elsewhere_lead_nowhere():
    storage = fresh_folder()
    for name in ["../a", "a/../../b", "a//b", "/a", "a/", "a\0b", "a\nb", "a\x7fb", "a\ufffeb"]:
        refused("InvalidArgument", storage.client.put_object, **storage.at(name), Body=b"x")
        refused("NoSuchKey", storage.client.get_object, **storage.at(name))
    refused("KeyTooLongError", storage.client.put_object, **storage.at("k" * 1024), Body=b"x")
    assert storage.names() == []


@scenario
def what_is_not_kept_is_not_taken():
    storage = ana.storage()
    refused("NotImplemented", storage.client.put_object, **storage.at("a"), Body=b"x", Metadata={"a": "b"})
    refused("NotImplemented", storage.client.put_object, **storage.at("a"), Body=b"x", ACL="public-read")
    refused("NotImplemented", storage.client.get_object_tagging, **storage.at("a"))


@scenario
def signing_out_everywhere_ends_credentials():
    person = Person()
    storage = person.storage()
    storage.client.put_object(**storage.at("a"), Body=b"x")
    pool.global_sign_out(AccessToken=person.token)
    refused("AccessDenied", storage.client.get_object, **storage.at("a"))
    person.token = person.sign_in()["AccessToken"]
    again = person.storage()
    assert again.client.get_object(**again.at("a"))["Body"].read() == b"x"


@scenario
def leaving_ends_credentials():
    person = Person()
    storage = person.storage()
    pool.delete_user(AccessToken=person.token)
    refused("AccessDenied", storage.client.put_object, **storage.at("a"), Body=b"x")
    refused("NotAuthorizedException", person.sign_in)


for work in scenarios:
    result = {"name": work.__name__.replace("_", " ")}
    try:
        work()
    except Exception:
        result["trouble"] = traceback.format_exc()
    print(json.dumps(result), flush=True)
