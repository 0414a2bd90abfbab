using System.Globalization;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>Runs commands in this process, with streams of their own.</summary>
internal static class TestRun
{
    internal static Task<RunResult> RunAsync(
        string folder, string[] arguments, string? input = null, bool colours = false, TimeProvider? time = null) =>
        RunAsync(folder, arguments, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input ?? "")), input, colours, time);

    internal static Task<RunResult> RunAsync(string folder, string[] arguments, Stream input) =>
        RunAsync(folder, arguments, () => input, null, false, null);

    private static async Task<RunResult> RunAsync(
        string folder, string[] arguments, Func<Stream> openInput, string? input, bool colours, TimeProvider? time)
    {
        // The program is built without cultures; of this process that cannot be said, and the messages of libraries come in its language.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLineProgram.RunAsync(arguments, new()
        {
            Output = output,
            Error = error,
            Input = new StringReader(input ?? ""),
            OpenInputStream = openInput,
            CanAsk = input is not null,
            CurrentFolder = folder,
            UsesColour = colours,
            Time = time ?? TimeProvider.System,
            Environment = static name => name == "EDITOR" ? "true" : null,
        });
        return new("tickets " + string.Join(' ', arguments), exitCode, output.ToString(), error.ToString());
    }
}
