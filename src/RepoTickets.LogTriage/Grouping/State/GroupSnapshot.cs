namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>Writes a state as a snapshot. Equal states give equal bytes.</summary>
internal static class GroupSnapshot
{
    internal static byte[] Write(GroupStateContent content)
    {
        var writer = new GroupRecordWriter();
        writer.Header();
        foreach (var form in content.Forms)
        {
            writer.Form((byte)'F', form);
        }

        foreach (var alias in content.Aliases.Order())
        {
            writer.Alias(alias);
        }

        foreach (var rule in content.Merges)
        {
            writer.Rule(rule);
        }

        foreach (var split in content.SplitsInOrder())
        {
            writer.Form((byte)'S', split);
        }

        foreach (var rule in content.Fingerprints)
        {
            writer.Rule(rule);
        }

        writer.Finish(content.Count);
        return writer.Output.WrittenSpan.ToArray();
    }
}
