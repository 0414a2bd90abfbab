namespace RepoTickets.Storage.Tests.Store;

/// <summary>Which lines of a file an edit took away and which it added, as git's diff would show them.</summary>
internal static class LineDifference
{
    internal static (List<string> Removed, List<string> Added) Between(string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var (removed, added, x, y) = (new List<string>(), new List<string>(), 0, 0);
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                (x, y) = (x + 1, y + 1);
            }
            else if (y == b.Length || (x < a.Length && length[x + 1, y] >= length[x, y + 1]))
            {
                removed.Add(a[x++]);
            }
            else
            {
                added.Add(b[y++]);
            }
        }

        return (removed, added);
    }

    /// <summary>The only lines that differ are one of each key.</summary>
    internal static void AssertOnly(string before, string after, params string[] keys)
    {
        var (removed, added) = Between(before, after);
        var said = $"removed:\n{string.Join('\n', removed)}\nadded:\n{string.Join('\n', added)}";
        Assert.True(removed.Count == keys.Length && added.Count == keys.Length, said);
        foreach (var key in keys)
        {
            Assert.True(
                removed.Exists(line => line.TrimStart().StartsWith(key, StringComparison.Ordinal)) &&
                    added.Exists(line => line.TrimStart().StartsWith(key, StringComparison.Ordinal)), $"{key}: {said}");
        }
    }
}
