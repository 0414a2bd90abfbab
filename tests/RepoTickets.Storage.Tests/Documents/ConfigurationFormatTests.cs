using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Documents;

public sealed class ConfigurationFormatTests
{
    private static readonly ConfigurationFormat Format = new(TextLimits.Default);

    [Fact]
    public void Read_MissingKeys_HaveDefaults()
    {
        var (configuration, warnings) = Read("statuses: [open, waiting, closed]\n");
        Assert.Equal(
            new TicketsConfiguration { Statuses = [TicketStatus.Open, TicketStatus.Parse("waiting"), TicketStatus.Closed] }, configuration);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Read_UnknownKey_IsAWarning() =>
        Assert.Contains(Read("theme: dark\n").Warnings, static warning => warning is { Field: "theme", Value: "dark" });

    [Fact]
    public void Read_BrokenRules_AreWarnings() =>
        Assert.Contains(Read("default_status: gone\n").Warnings, static warning => warning.Field == "default_status");

    [Theory]
    [InlineData("statuses: open\n")]
    [InlineData("statuses: [Open]\n")]
    [InlineData("labels: {a: b}\n")]
    [InlineData("default_status: [open]\n")]
    [InlineData("")]
    public void Read_WrongTypes_AreFaults(string body)
    {
        Assert.False(Format.TryRead("config.yaml", Encoding.UTF8.GetBytes(body), out _, out _, out var fault));
        Assert.Equal("config.yaml", fault!.Path);
    }

    [Fact]
    public void Rewrite_OneKey_KeepsTheRest()
    {
        const string Body = "# ours\ntheme: dark # kept\nid_prefix: OLD\nlabels: [a,  b]\n";
        var after = Format.Rewrite("config.yaml", Encoding.UTF8.GetBytes(Body), Read(Body).Configuration with { IdPrefix = "NEW" });
        Assert.Equal(Body.Replace("OLD", "NEW", StringComparison.Ordinal), Encoding.UTF8.GetString(after));
    }

    private static (TicketsConfiguration Configuration, ValueList<FieldProblem> Warnings) Read(string body)
    {
        Assert.True(
            Format.TryRead("config.yaml", Encoding.UTF8.GetBytes(body), out var configuration, out var warnings, out var fault),
            fault?.ToString());
        return (configuration!, warnings);
    }
}
