@main enum Sou { static func main() {} }
