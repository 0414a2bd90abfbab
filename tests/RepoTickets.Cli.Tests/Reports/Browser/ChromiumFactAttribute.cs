namespace RepoTickets.Cli.Tests.Reports.Browser;

/// <summary>
/// A test that needs Chromium or Chrome; it is skipped, and says so, where there is none. CHROMIUM names one that is not on the path.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (FindBrowser() is null)
        {
            Skip = "There is no Chromium here: install the package 'chromium', or let CHROMIUM name the program.";
        }
    }

    internal static string? FindBrowser()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(
                static folder =>
                    (string[])[Path.Join(folder, "chromium"), Path.Join(folder, "chromium-browser"), Path.Join(folder, "google-chrome")])
            .FirstOrDefault(File.Exists);
    }
}
