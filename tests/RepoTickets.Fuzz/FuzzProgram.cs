using System.Globalization;
using System.IO.MemoryMappedFiles;
using RepoTickets.Fuzz.Engine;
using RepoTickets.Fuzz.Targets;

namespace RepoTickets.Fuzz;

/// <summary>The command line: by the million, and one input again.</summary>
internal static class FuzzProgram
{
    private const string Usage = """
        run    --target NAME|all [--inputs 1000000] [--seed 1] [--first 0] [--minutes N] [--trail FILE]
        replay --target NAME (--seed N --input N | --base64 TEXT | --file PATH)
        list

        The number of the input at work stands in the first eight bytes of the trail: it is the culprit when a process dies.
        """;

    internal static int Run(string[] arguments)
    {
        if (arguments is [] or ["--help"])
        {
            Console.WriteLine(Usage);
            return 0;
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 1; at + 1 < arguments.Length; at += 2)
        {
            options[arguments[at]] = arguments[at + 1];
        }

        switch (arguments[0])
        {
            case "list":
                Console.WriteLine(string.Join('\n', AllTargets.List.Select(static target => target.Name)));
                return 0;
            case "run":
                return RunTargets(options);
            case "replay":
                return Replay(options);
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int RunTargets(Dictionary<string, string> options)
    {
        var name = options.GetValueOrDefault("--target", "all");
        var targets = name == "all" ? AllTargets.List : [.. name.Split(',').Select(Find)];
        var found = 0;
        foreach (var target in targets)
        {
            using var trail = options.GetValueOrDefault("--trail") is { } path
                ? MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, 8)
                : null;
            using var view = trail?.CreateViewAccessor();
            TimeSpan? budget = options.ContainsKey("--minutes") ? TimeSpan.FromMinutes(Number(options, "--minutes", 0)) : null;
            var result = FuzzRun.Run(
                target, (int)Number(options, "--seed", 1), Number(options, "--inputs", 1_000_000), Number(options, "--first", 0), budget,
                index => view?.Write(0, index));
            Console.WriteLine(FuzzReport.Describe(result));
            foreach (var finding in result.Findings)
            {
                Console.WriteLine(finding);
                Console.WriteLine();
            }

            found += result.Findings.Count;
        }

        return found == 0 ? 0 : 1;
    }

    private static int Replay(Dictionary<string, string> options)
    {
        var target = Find(options.GetValueOrDefault("--target", ""));
        var input = options.GetValueOrDefault("--base64") is { } text ? Convert.FromBase64String(text)
            : options.GetValueOrDefault("--file") is { } path ? File.ReadAllBytes(path)
            : FuzzRun.MakeInput(target, (int)Number(options, "--seed", 1), Number(options, "--input", 0));
        var measure = FuzzProbe.Run(target, input);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{input.Length} bytes, {measure.Time.TotalMilliseconds:0.0} ms, {measure.Allocated:N0} bytes allocated: {measure.Outcome}"));
        if (measure.Failure is { } failure)
        {
            Console.WriteLine(
                new FuzzFinding(target.Name, (int)Number(options, "--seed", 1), Number(options, "--input", 0), input, failure));
        }

        return measure.Failure is null ? 0 : 1;
    }

    private static FuzzTarget Find(string name) =>
        AllTargets.Find(name) ?? throw new ArgumentException($"There is no target '{name}'. 'list' shows all.");

    private static long Number(Dictionary<string, string> options, string name, long usual) =>
        options.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : usual;
}
