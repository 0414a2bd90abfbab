using RepoTickets.Secrets;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("Host=db;Username=app;Password=hunter2hunter2;Pooling=true", "Host=db;Username=app;Password=***;Pooling=true")]
    [InlineData("Server=db;Pwd='a b;c';Encrypt=true", "Server=db;Pwd=***;Encrypt=true")]
    [InlineData("tried https://svc:p%40ss@db.example/x twice", "tried https://***@db.example/x twice")]
    [InlineData("redis://:secretsecret@cache:6379", "redis://***@cache:6379")]
    [InlineData("Authorization: Bearer abcdefghijklmnop refused", "Authorization: Bearer *** refused")]
    [InlineData("proxy-authorization=Basic abcdefgh twice", "proxy-authorization=Basic *** twice")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA== refused", "Basic *** refused")]
    [InlineData("token abcdef0123456789 refused", "token *** refused")]
    [InlineData("Invalid token: abcdef0123456789", "Invalid token: ***")]
    [InlineData("Unexpected token: ghp_0123456789abcdefghijABCDEFGHIJ0123", "Unexpected token: ***")]
    [InlineData("CSRF check failed, expected token: 9f8e7d6c5b4a3f2e", "CSRF check failed, expected token: ***")]
    [InlineData("Unexpected token: 'abcdef0123456789'", "Unexpected token: ***")]
    [InlineData("expected token=s3cr3tvalue123", "expected token=***")]
    [InlineData("expected token=secretvalue", "expected token=***")]
    [InlineData("expected token: hunter-hunter", "expected token: ***")]
    [InlineData("""{"api_key": "abc123456", "a": 1}""", """{"api_key": ***, "a": 1}""")]
    [InlineData("?access_token=abcdef&x=1", "?access_token=***&x=1")]
    [InlineData("AccountKey=QUJDREVGRw==;EndpointSuffix=x", "AccountKey=***;EndpointSuffix=x")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE is revoked", "key *** is revoked")]
    [InlineData("ghp_0123456789abcdefghijABCDEFGHIJ0123 and sk-0123456789abcdef01", "*** and ***")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ends", "jwt *** ends")]
    public void Scrub_Credentials_AreReplaced(string text, string expected) => Assert.Equal(expected, SecretText.Scrub(text));

    [Theory]
    [InlineData("")]
    [InlineData("Timeout of 30 s while connecting to https://db.example:5432/x")]
    [InlineData("The token is not valid")]
    [InlineData("Unexpected character '}' at line 3, column 7")]
    [InlineData("Basic authentication failed")]
    [InlineData("The remote asks for Basic authentication.")]
    [InlineData("WWW-Authenticate says: Bearer authentication is wanted")]
    [InlineData("Authorization: Basic authentication required")]
    [InlineData("Token authentication, token serialization and basic troubleshooting-guide")]
    [InlineData("Unexpected token: identifier")]
    [InlineData("Unexpected token: \"xyz\" at line 3")]
    [InlineData("Expected token: EndOfFile")]
    [InlineData("Expected token: END_OF_FILE.")]
    [InlineData("Unexpected token: <")]
    [InlineData("Unexpected token: '==='; expected token: ...")]
    [InlineData("ticket LOGIN-1: status: open")]
    public void Scrub_HarmlessText_StaysTheSameInstance(string text) => Assert.Same(text, SecretText.Scrub(text));

    [Fact]
    public void Scrub_HostileText_TakesLinearTime()
    {
        foreach (var piece in (string[])[
            "password=", "://a:", "eyJa", "Bearer ", "token: \"", "://:@", "authorization: basic authenti", "token a-", "expected token: a",
        ])
        {
            var clean = SecretText.Scrub(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length)));
            Assert.InRange(clean.Length, 0, 200_000);
        }
    }

    [Fact]
    public void Scrub_ExceptionWithACause_KeepsItsTypesAndPlaces()
    {
        var scrubbed = SecretText.Scrub(new InvalidOperationException("outer", new TimeoutException("Password=hunter2hunter2")));
        Assert.DoesNotContain("hunter2", scrubbed.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(TimeoutException), scrubbed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrub_ExceptionThatSaysTooMuch_KeepsAllElseOfIt()
    {
        var cause = new IOException("The disk is full.");
        var thrown = Assert.Throws<InvalidOperationException>(
            new Action(() => throw new InvalidOperationException("Password=hunter2hunter2", cause) { HResult = 42, Source = "driver" }));

        var scrubbed = SecretText.Scrub(thrown);

        Assert.Same(cause, scrubbed.InnerException);
        Assert.Equal(
            (thrown.StackTrace, 42, "driver", "Password=***"), (scrubbed.StackTrace, scrubbed.HResult, scrubbed.Source, scrubbed.Message));
        Assert.Contains(nameof(InvalidOperationException), scrubbed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrub_ExceptionWhoseTextLeavesOutItsMessage_IsNotTakenForClean()
    {
        var cause = new QuietException("Password=hunter2hunter2");

        foreach (var scrubbed in (Exception[])[
            SecretText.Scrub(cause), SecretText.Scrub(new QuietException("outer", cause)).InnerException!,
        ])
        {
            Assert.Equal("Password=***", scrubbed.Message);
        }
    }

    [Fact]
    public void Scrub_LongChainOfCauses_EndsWithoutAnythingSecret()
    {
        Exception exception = new TimeoutException("Password=hunter2hunter2");
        for (var i = 0; i < 200; i++)
        {
            exception = new InvalidOperationException("outer", exception);
        }

        var (depth, scrubbed) = (0, SecretText.Scrub(exception));
        for (var at = scrubbed; at is not null; at = at.InnerException)
        {
            depth++;
            Assert.DoesNotContain("hunter2", at.ToString() + at.Message, StringComparison.Ordinal);
        }

        Assert.InRange(depth, 5, 12);
    }

    [Fact]
    public void Scrub_ExceptionWhoseCauseSaysTooMuch_LeadsToNoneOfIt()
    {
        var scrubbed = SecretText.Scrub(
            new AggregateException("outer", new TimeoutException("Password=hunter2hunter2", new IOException("Pwd=hunter2hunter2"))));

        for (var at = scrubbed; at is not null; at = at.InnerException)
        {
            Assert.DoesNotContain("hunter2", at.ToString() + at.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Says nothing of itself, nor of its causes.</summary>
    private sealed class QuietException(string message, Exception? cause = null) : Exception(message, cause)
    {
        public override string ToString() => "quiet";
    }
}
