using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry.Tests.Logging;

public sealed class EventIdTests
{
    public static TheoryData<string, int> Packages => new()
    {
        { "RepoTickets.Storage", 1_000 },
        { "RepoTickets.Events", 2_000 },
        { "RepoTickets.Batch", 3_000 },
        { "RepoTickets.Workflows", 4_000 },
        { "RepoTickets.LogTriage", 5_000 },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void EventIds_OfAPackage_AreUniqueAndInItsRange(string package, int first)
    {
        var messages = MessagesOf(package);
        Assert.All(messages, message => Assert.InRange(message.Id, first, first + 999));
        Assert.All(messages.GroupBy(static message => message.Id), group => Assert.Single(group));
    }

    /// <summary>Operators filter by them: a message keeps its number, and a number is never given to another message.</summary>
    [Theory]
    [InlineData("RepoTickets.Storage")]
    [InlineData("RepoTickets.Events")]
    [InlineData("RepoTickets.Batch")]
    [InlineData("RepoTickets.Workflows")]
    [InlineData("RepoTickets.LogTriage")]
    public void EventIds_OfAPackage_AreTheApprovedOnes(string package)
    {
        var path = Path.Combine(FolderOf(), package + ".EventIds.txt");
        var actual = string.Concat(MessagesOf(package).OrderBy(static message => message.Id)
            .Select(static message =>
                string.Create(CultureInfo.InvariantCulture, $"{message.Id} {message.Level} {message.Name}: {message.Text}\n")));
        if (Environment.GetEnvironmentVariable("REPOTICKETS_UPDATE_API") == "1")
        {
            File.WriteAllText(path, actual);
        }

        var (expected, lines) = (File.ReadAllLines(path), actual.TrimEnd('\n').Split('\n'));
        Assert.True(
            expected.SequenceEqual(lines),
            $"{path} differs (REPOTICKETS_UPDATE_API=1 rewrites it):\n" +
            string.Join(
                '\n', expected.Except(lines)
                    .Select(static line => "- " + line)
                    .Concat(lines.Except(expected).Select(static line => "+ " + line))));
    }

    private static List<(int Id, LogLevel Level, string Name, string Text)> MessagesOf(string package) =>
        [.. Assembly.Load(package).GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Select(static method => (method.Name, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(static found => found.Attribute is not null)
            .Select(static found => (found.Attribute!.EventId, found.Attribute.Level, found.Name, found.Attribute.Message))];

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
