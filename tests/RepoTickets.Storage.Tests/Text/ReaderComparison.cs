using System.Text.Json;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Holds the canonical reader against the general one.</summary>
internal static class ReaderComparison
{
    /// <summary>Whether the canonical reader accepts the text; fails where it does and the general reader sees something else.</summary>
    internal static bool IsCanonical(string text, string name, TextLimits? limits = null)
    {
        limits ??= TextLimits.Default;
        var actual = CanonicalYamlReader.Read(text, limits);
        if (actual is null)
        {
            return false;
        }

        var expected = YamlTreeReader.Read(text, limits, out var fault);
        var difference = expected is null ? fault!.ToString() : TreeDifference.Find(expected, actual);
        Assert.True(difference is null, $"{name}: {difference} in {JsonSerializer.Serialize(text)}, read as {Show(actual)}");
        return true;
    }
}
