namespace RepoTickets.Benchmarks.Soak;

/// <summary>What lies below <c>.tickets</c>.</summary>
internal static class DiskFigures
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    internal static (long JournalBytes, int Files) Of(string folder)
    {
        var (journal, files) = (0L, 0);
        foreach (var file in new DirectoryInfo(Path.Join(folder, ".tickets")).EnumerateFiles("*", Everything))
        {
            files++;
            if (file.DirectoryName!.EndsWith("journal", StringComparison.Ordinal) ||
                file.Name.StartsWith("journal", StringComparison.Ordinal))
            {
                journal += LengthOf(file);
            }
        }

        return (journal, files);
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Workers write and delete while this looks.
            return 0;
        }
    }
}
