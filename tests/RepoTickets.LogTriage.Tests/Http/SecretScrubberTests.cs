using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class SecretScrubberTests
{
    private readonly SecretScrubber _scrubber = new("canary-secret-0123456789");

    [Fact]
    public void Show_SecretAcrossTheCut_LeavesNoHalfOfIt()
    {
        for (var before = 470; before < 510; before++)
        {
            Assert.DoesNotContain(
                "canary", _scrubber.Show(new string('x', before) + "canary-secret-0123456789", 500), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Scrub_ExceptionWithASecretInItsCause_SaysTheSameWithoutIt()
    {
        var scrubbed = _scrubber.Scrub(new InvalidOperationException("outer", new IOException("bad header: canary-secret-0123456789")));
        Assert.DoesNotContain("canary", scrubbed.ToString(), StringComparison.Ordinal);
        Assert.Contains("bad header: ***", scrubbed.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(IOException), scrubbed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrub_HarmlessException_StaysItself()
    {
        var harmless = new IOException("connection reset");
        Assert.Same(harmless, _scrubber.Scrub(harmless));
    }
}
